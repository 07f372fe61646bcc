import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext, useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { InputLimits } from "./input-limits.tsx";

test("while the date of a default is typed, the field asks for the whole of it", async () => {
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices: {} }));
  const screen = await render(
    <DraftContext value={store}>
      <InputLimits spec={{ type: "date" }} update={() => null} />
    </DraftContext>,
  );
  await screen.getByLabelText("Default").click();
  await userEvent.keyboard("12");
  await expect.element(screen.getByText("Enter the whole date, or clear it.")).toBeVisible();
});

test("a default shows what the draft says after an undo or a merge, and text that does not fit is taken back first", async () => {
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices: {} }));
  const screen = await render(
    <DraftContext value={store}>
      <DefaultOfParam />
    </DraftContext>,
  );
  const field = screen.getByLabelText("Default");
  await field.fill("5");
  expect(paramOf(store)?.default).toBe(5);
  store.getState().undo();
  await expect.element(field).toHaveValue("");

  await field.fill("7");
  const mine = store.getState().draft.file;
  const theirs = {
    ...mine,
    content: { ...mine.content, params: { n: { type: "integer", default: 9 } as const } },
  };
  store.getState().merge(mine, theirs, null);
  await expect.element(field).toHaveValue("9");

  await field.fill("many");
  await expect.element(field).toHaveAttribute("aria-invalid", "true");
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(field).toHaveValue("9");
});

test("a bound of whose digits some would be lost is refused, and so is what is no number of a graph file", async () => {
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices: {} }));
  const screen = await render(
    <DraftContext value={store}>
      <DefaultOfParam />
    </DraftContext>,
  );
  await screen.getByText("More").click();
  const least = screen.getByLabelText("Minimum");
  await least.fill("2.50");
  expect(paramOf(store)?.min).toBe(2.5);
  for (const text of ["9007199254740993", "0x10"]) {
    await least.fill(text);
    await expect.element(least).toHaveAttribute("aria-invalid", "true");
    await userEvent.keyboard("{Tab}");
    await expect.element(least).toHaveValue(text);
    expect(paramOf(store)?.min).not.toBe(Number(text));
  }
});

test("a default can be the empty text, which is shown as such; emptied, it is none, and the field keeps the focus meanwhile", async () => {
  const params = { n: { type: "string", default: "" } };
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", params, vertices: {} }));
  const screen = await render(
    <DraftContext value={store}>
      <DefaultOfParam />
    </DraftContext>,
  );
  const field = screen.getByRole("textbox", { name: "Default" });
  const box = screen.getByRole("checkbox", { name: "Set Default to the empty text" });
  await expect.element(box).toBeChecked();
  await field.click();
  await userEvent.keyboard("ab");
  expect(paramOf(store)?.default).toBe("ab");
  await userEvent.keyboard("{Backspace}{Backspace}");
  await expect.element(field).toHaveFocus();
  expect(paramOf(store)?.default).toBeUndefined();
  await box.click();
  expect(paramOf(store)?.default).toBe("");
  await expect.element(box).toBeChecked();
  await box.click();
  expect(paramOf(store)?.default).toBeUndefined();
});

test("one more allowed value leaves the others as they are: blanks at their ends and several lines stay", async () => {
  const allowed = [" no", "yes ", "line1\nline2", "a\rb"];
  const params = { n: { type: "enum", enum: allowed, default: " no" } };
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", params, vertices: {} }));
  const screen = await render(
    <DraftContext value={store}>
      <DefaultOfParam />
    </DraftContext>,
  );
  const field = screen.getByLabelText("Allowed values");
  await field.click();
  await userEvent.keyboard("{Control>}{End}{/Control}{Enter}maybe");
  expect(paramOf(store)?.enum).toEqual([...allowed, "maybe"]);
});

test("a default can be one space, such as a separator", async () => {
  const params = { n: { type: "string" } };
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", params, vertices: {} }));
  const screen = await render(
    <DraftContext value={store}>
      <DefaultOfParam />
    </DraftContext>,
  );
  await screen.getByRole("textbox", { name: "Default" }).fill(" ");
  expect(paramOf(store)?.default).toBe(" ");
});

/** The limits of a param n of the draft. */
function DefaultOfParam() {
  const store = useDraftStore();
  const spec = useDraft(({ draft }) => draft.file.content.params?.["n"]) ?? { type: "integer" as const };
  return (
    <InputLimits
      spec={spec}
      update={(change, field) => {
        const fields = Object.fromEntries(
          Object.entries({ ...spec, ...change }).filter(([, value]) => value !== undefined),
        );
        return store
          .getState()
          .edit({ do: "set-graph", header: { params: new Map([["n", fields as never]]) } }, field);
      }}
    />
  );
}

function paramOf(store: ReturnType<typeof createDraftStore>) {
  return store.getState().draft.file.content.params?.["n"];
}
