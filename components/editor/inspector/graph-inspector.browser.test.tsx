import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { FindingsContext } from "#components/vertex-form/findings/findings-context.ts";
import { findingsOf } from "#engine/check/findings.ts";
import { GraphInspector } from "./graph-inspector.tsx";

test("what is typed about the whole graph is in the draft at once, and what does not fit stays out of it", async () => {
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", description: "first", vertices: { A: {} }, edges: [] }),
  );
  const screen = await render(
    <DraftContext value={store}>
      <GraphInspector />
    </DraftContext>,
  );
  const content = () => store.getState().draft.file.content;
  await screen.getByLabelText("Description").fill("second");
  await screen.getByLabelText("Time limit of a pipeline").fill("2h");
  expect(content()).toMatchObject({ description: "second", timeout: 7_200_000 });
  await screen.getByLabelText("Time limit of a pipeline").fill("soon");
  await expect
    .element(screen.getByLabelText("Time limit of a pipeline"))
    .toHaveAttribute("aria-invalid", "true");
  expect(content().timeout).toBe(7_200_000);
});

test("a text that a file cannot show is tidied by a button, as one step", async () => {
  const description = "first\r\nsecond\f";
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", description, vertices: { A: { script: "x" } }, edges: [] }),
  );
  const findings = findingsOf(store.getState().draft.file.content);
  const screen = await render(
    <DraftContext value={store}>
      <FindingsContext value={findings}>
        <GraphInspector />
      </FindingsContext>
    </DraftContext>,
  );
  const content = () => store.getState().draft.file.content;
  await screen.getByRole("button", { name: "Convert line ends to LF" }).click();
  expect(content().description).toBe("first\nsecond\f");
  await screen.getByRole("button", { name: "Remove these characters" }).click();
  expect(content().description).toBe("first\nsecond");
  store.getState().undo();
  store.getState().undo();
  expect(content().description).toBe(description);
});

test("the Enter and the Escape of an input method neither commit a name nor take it back", async () => {
  const params = { env: { type: "string" } };
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", params, vertices: { A: { script: "x" } }, edges: [] }),
  );
  const screen = await render(
    <DraftContext value={store}>
      <GraphInspector />
    </DraftContext>,
  );
  const names = () => Object.keys(store.getState().draft.file.content.params ?? {});
  const field = screen.getByLabelText("Name");
  await field.fill("stage");
  const press = (key: string, more: KeyboardEventInit) =>
    field.element().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  press("Enter", { isComposing: true });
  press("Enter", { keyCode: 229 });
  press("Escape", { isComposing: true });
  expect(names()).toEqual(["env"]);
  await expect.element(field).toHaveValue("stage");
  press("Enter", {});
  expect(names()).toEqual(["stage"]);
});
