import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { UndoSettings } from "#components/vertex-form/settings/undo-settings.tsx";
import { ScriptInspector } from "./script-inspector.tsx";

async function formOf(vertex: object, form: React.ReactNode) {
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { A: vertex as never }, edges: [] }),
  );
  const screen = await render(<DraftContext value={store}>{form}</DraftContext>);
  const spec = () => store.getState().draft.file.content.vertices.get("A");
  return { screen, spec, store };
}

test("a script is written in the whole window, keeps its indentation, and goes on in the form where the cursor was", async () => {
  await page.viewport(1280, 800);
  const vertex = {
    script: "set -e\n  echo {host}",
    inputs: { host: { type: "string", default: "web-1" } },
  };
  const { screen, spec } = await formOf(vertex, <ScriptInspector name="A" />);
  const scripts = screen.getByRole("textbox", { name: "Script", exact: true });
  await scripts.click();
  await userEvent.keyboard("{Control>}{End}{/Control}");
  await screen.getByRole("button", { name: "Open the script in a window" }).click();
  const dialog = page.getByRole("dialog", { name: "Script of A" });
  const inWindow = dialog.getByRole("textbox", { name: "Script", exact: true });
  await expect.element(inWindow).toHaveFocus();
  await userEvent.keyboard("{Enter}true");
  expect(spec()?.script).toBe("set -e\n  echo {host}\n  true");
  // Where there is room, what is executed is beside it.
  await expect.element(dialog.getByRole("region", { name: "Preview" })).toHaveTextContent("web-1");

  await dialog.getByRole("tab", { name: "Undo" }).click();
  await dialog.getByRole("textbox", { name: "Undo script" }).fill("echo back");
  expect(spec()?.revert).toBe("echo back");
  await dialog.getByRole("tab", { name: "Preview" }).click();
  await expect.element(dialog.getByText("web-1").first()).toBeVisible();
  await dialog.getByRole("tab", { name: "Script" }).click();
  await inWindow.click();
  await userEvent.keyboard("{Control>}{End}{/Control}");

  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(scripts).toHaveFocus();
  await userEvent.keyboard("!");
  expect(spec()?.script).toBe("set -e\n  echo {host}\n  true!");
});

test("long lines are wrapped on demand, and Escape in a list of the editor closes only the list", async () => {
  window.localStorage.removeItem("signalbox:script-wrap");
  const vertex = { script: "", inputs: { host: { type: "string" } } };
  const { screen, spec } = await formOf(vertex, <ScriptInspector name="A" />);
  const field = screen.getByRole("textbox", { name: "Script", exact: true });
  const wrap = screen.getByRole("button", { name: "Wrap long lines" });
  await expect.element(field).not.toHaveClass("cm-lineWrapping");
  await wrap.click();
  await expect.element(field).toHaveClass("cm-lineWrapping");
  await wrap.click();
  await expect.element(field).not.toHaveClass("cm-lineWrapping");
  await screen.getByRole("button", { name: "Open the script in a window" }).click();
  const dialog = page.getByRole("dialog", { name: "Script of A" });
  await expect.element(dialog.getByRole("textbox", { name: "Script", exact: true })).toHaveFocus();
  await userEvent.keyboard("echo {{");
  await expect.element(page.getByRole("option")).toHaveTextContent("{host}");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("option")).not.toBeInTheDocument();
  await expect.element(dialog).toBeVisible();
  expect(spec()?.script).toBe("echo {");
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  window.localStorage.removeItem("signalbox:script-wrap");
});

test("an undo script is offered the outputs that it finds; a request has only nothing to undo", async () => {
  const { screen, spec } = await formOf(
    { script: "x", outputs: { old: { type: "string" } } },
    <UndoSettings name="A" />,
  );
  const field = screen.getByRole("textbox", { name: "Undo script" });
  await field.click();
  await userEvent.keyboard("echo $SIG");
  await screen.getByRole("option", { name: "SIGNALBOX_OUTPUT_old" }).click();
  await expect.poll(() => spec()?.revert).toBe("echo $SIGNALBOX_OUTPUT_old");
  await screen.unmount();
  const request = await formOf(
    { kind: "http", http: { url: "https://a.example" } },
    <UndoSettings name="A" />,
  );
  await expect.element(request.screen.getByRole("checkbox", { name: "Nothing to undo" })).toBeVisible();
  await expect.element(request.screen.getByRole("textbox")).not.toBeInTheDocument();
});

test("letters that spell the word for nothing to undo stay in the field that they are typed into", async () => {
  const { screen, spec } = await formOf({ script: "true" }, <UndoSettings name="A" />);
  const field = screen.getByRole("textbox", { name: "Undo script" });
  await field.click();
  await userEvent.keyboard("nonexistent --go");
  await expect.element(field).toHaveFocus();
  expect(spec()?.revert).toBe("nonexistent --go");
});

test("a script that the draft refuses is said to be not saved, at its field", async () => {
  const { screen, spec } = await formOf({ script: "true" }, <ScriptInspector name="A" />);
  await screen.getByRole("textbox", { name: "Script", exact: true }).fill(`echo ${"x".repeat(1_100_000)}`);
  await expect.element(screen.getByRole("alert")).toHaveTextContent("is not saved");
  expect(spec()?.script).toBe("true");
  await screen.getByRole("textbox", { name: "Script", exact: true }).fill("echo y");
  await expect.poll(() => spec()?.script).toBe("echo y");
  await expect.element(screen.getByRole("alert")).not.toBeInTheDocument();
});
