import { ReactFlowProvider } from "@xyflow/react";
import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { Inspector } from "./inspector.tsx";

test("the editors of a form are loaded before a vertex is chosen, and so are there when the server is away", async () => {
  const loaded: string[] = [];
  const watch = new PerformanceObserver((list) =>
    loaded.push(...list.getEntries().map(({ name }) => new URL(name).pathname)),
  );
  // A file before this one may have had them loaded already: all files of a page share its modules.
  watch.observe({ type: "resource", buffered: true });
  onTestFinished(() => watch.disconnect());
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices: { A: {} }, edges: [] }));
  await render(
    <DraftContext value={store}>
      <Inspector />
    </DraftContext>,
  );
  for (const file of [
    "sections/vertex-inspector.tsx",
    "script/script-field.tsx",
    "expressions/cel-editor.tsx",
  ])
    await expect.poll(() => loaded.some((path) => path.endsWith(file))).toBe(true);
});

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
