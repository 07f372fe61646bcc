import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { Inspector } from "./inspector.tsx";

test("plain fields are in the one history: undo in a field takes back the last step, and the focus stays", async () => {
  const base = placedFile({ signalbox: 1, name: "g", description: "first", vertices: { A: {} }, edges: [] });
  const store = createDraftStore(base);
  const screen = await render(
    <DraftContext value={store}>
      <Inspector />
    </DraftContext>,
  );
  const field = screen.getByLabelText("Description");
  const content = () => store.getState().draft.file.content;
  await field.fill("second");
  store.getState().edit({ do: "move", places: new Map([["A", { x: 9, y: 9 }]]) });
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(store.getState().draft.file.layout.get("A")).not.toEqual({ x: 9, y: 9 });
  await expect.element(field).toHaveValue("second");
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(field).toHaveValue("first");
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard("{Control>}y{/Control}");
  await expect.element(field).toHaveValue("second");

  // Text that does not fit is no step of the draft: it is taken back first.
  const timeout = screen.getByLabelText("Time limit of a pipeline");
  await timeout.fill("soon");
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(timeout).not.toHaveAttribute("aria-invalid", "true");
  expect(content().description).toBe("second");

  // What somebody else saved is shown, also in the field that is being typed in.
  await field.fill("third");
  const mine = store.getState().draft.file;
  const theirs = { ...mine, content: { ...mine.content, description: "theirs" } };
  store.getState().merge(mine, theirs, null);
  await expect.element(field).toHaveValue("theirs");
  await expect.element(field).toHaveFocus();
});

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

test("undo by key works on a choice that was just made; in a list that is narrowed it takes back letters, not a step", async () => {
  const spec = { kind: "graph", graph: "deploy@1" };
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { A: { script: "a" }, run: spec }, edges: ["A -> run"] }),
  );
  const screen = await render(
    <ApiForTest answers={{ "graphs.list": () => [], "pipelines.list": () => ({ pipelines: [] }) }}>
      <DraftContext value={store}>
        <ReactFlowProvider>
          <Inspector />
        </ReactFlowProvider>
      </DraftContext>
    </ApiForTest>,
  );
  const edge = () => store.getState().draft.file.content.edges[0];
  store.getState().select({ edges: new Set(["A -> run"]) });
  const choice = screen.getByRole("combobox", { name: "Follow this edge when" });
  await choice.click();
  await screen.getByRole("option", { name: "A failed" }).click();
  await expect.element(choice).toHaveFocus();
  expect(edge()?.when).toBe("failed");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(edge()?.when).toBeUndefined();
  await userEvent.keyboard("{Control>}y{/Control}");
  expect(edge()?.when).toBe("failed");

  store.getState().select({ vertices: new Set(["run"]), edges: new Set() });
  const graph = screen.getByRole("combobox", { name: "Graph", exact: true });
  await graph.click();
  await userEvent.keyboard("x");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(edge()?.when).toBe("failed");
});
