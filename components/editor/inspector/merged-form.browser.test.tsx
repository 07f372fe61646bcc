import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { Inspector } from "./inspector.tsx";

test("while a script is typed in, what others save elsewhere moves neither the focus nor the cursor, nor does a renaming", async () => {
  const file = (vertices: object) => placedFile({ signalbox: 1, name: "g", vertices, edges: [] });
  const base = file({ gone: {}, A: { script: "one\n\ntwo\n\nthree\n" } });
  const store = createDraftStore(base);
  const screen = await render(
    <DraftContext value={store}>
      <Inspector />
    </DraftContext>,
  );
  store.getState().select({ vertices: new Set(["A"]), edges: new Set() });
  const script = screen.getByRole("textbox", { name: "Script", exact: true });
  await script.click();
  await userEvent.keyboard("{Control>}{Home}{/Control}{ArrowDown}{ArrowDown}{End} mine");
  const scriptOf = (name: string) => store.getState().draft.file.content.vertices.get(name)?.script;
  expect(scriptOf("A")).toBe("one\n\ntwo mine\n\nthree\n");
  // Before and after the line, and another vertex before it is gone.
  const theirs = file({ A: { script: "one, theirs\n\ntwo\n\nthree\ntheirs\n" } });
  store.getState().merge(base, theirs, null);
  await expect.element(script).toHaveTextContent("theirs");
  await expect.element(script).toHaveFocus();
  await userEvent.keyboard(" and more");
  expect(scriptOf("A")).toContain("two mine and more\n");
  const name = screen.getByRole("textbox", { name: "Vertex name", exact: true });
  await name.fill("B");
  await userEvent.keyboard("{Enter}");
  await expect.element(name).toHaveFocus();
  expect(scriptOf("B")).toContain("two mine and more\n");
});

test("who types in a vertex or a note that somebody else added under the same name goes on in their own, under its new name", async () => {
  const file = (parts: object) => placedFile({ signalbox: 1, name: "g", vertices: {}, edges: [], ...parts });
  const drawn = (text: string) => ({ notes: { note: { text, at: [0, 200] } } });
  const base = file({});
  const store = createDraftStore(file({ vertices: { D: { script: "mine" } }, ...drawn("mine") }));
  const screen = await render(
    <DraftContext value={store}>
      <Inspector />
    </DraftContext>,
  );
  const content = () => store.getState().draft.file.content.vertices;
  const noteText = (name: string) => store.getState().draft.file.annotations?.notes.get(name)?.text;
  store.getState().select({ vertices: new Set(["D"]) });
  const script = screen.getByRole("textbox", { name: "Script", exact: true });
  await script.click();
  await userEvent.keyboard("{Control>}{End}{/Control} too");
  const theirs = file({ vertices: { D: { script: "theirs" } }, ...drawn("theirs") });
  store.getState().merge(base, theirs, null);
  await expect.element(screen.getByLabelText("Vertex name", { exact: true })).toHaveValue("D-2");
  await expect.element(script).toHaveFocus();
  await userEvent.keyboard(" and more");
  expect(["D", "D-2"].map((name) => content().get(name)?.script)).toEqual(["theirs", "mine too and more"]);

  store.getState().select({ vertices: new Set(), annotations: new Set(["note:note-2"]) });
  const text = screen.getByRole("textbox", { name: "Text", exact: true });
  await text.fill("mine again");
  const theirsAgain = file({
    notes: { note: { text: "theirs", at: [0, 200] }, "note-2": { text: "theirs again", at: [0, 0] } },
  });
  store.getState().merge(theirs, theirsAgain, null);
  await expect.element(text).toHaveFocus();
  await userEvent.keyboard("!");
  expect(["note", "note-2", "note-3"].map(noteText)).toEqual(["theirs", "theirs again", "mine again!"]);
});

test("who types in the condition of an edge goes on in it when a merge gives an end another name", async () => {
  const file = (vertices: object, edges: object[] = []) =>
    placedFile({ signalbox: 1, name: "g", vertices, edges } as never);
  const base = file({ A: { script: "a" } });
  const edge = { tail: "A", head: "D", when: "exit == 3" };
  const store = createDraftStore(file({ A: { script: "a" }, D: { script: "mine" } }, [edge]));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <Inspector />
      </ReactFlowProvider>
    </DraftContext>,
  );
  store.getState().select({ edges: new Set(["A -> D"]) });
  const expression = screen.getByRole("textbox", { name: "Expression", exact: true });
  await expression.click();
  await userEvent.keyboard("{Control>}{End}{/Control}3");
  store.getState().merge(base, file({ A: { script: "a" }, D: { script: "theirs" } }), null);
  await expect.element(screen.getByRole("heading", { name: "A → D-2" })).toBeVisible();
  await expect.element(expression).toHaveFocus();
  await userEvent.keyboard("3");
  expect(store.getState().draft.file.content.edges).toEqual([{ ...edge, head: "D-2", when: "exit == 333" }]);
});
