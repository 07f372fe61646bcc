import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { SeveralInspector } from "./several-inspector.tsx";

test("several vertices are aligned as one step, final steps stay, and all behind them are selected", async () => {
  const store = createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      vertices: {
        A: { script: "a" },
        B: { script: "b" },
        C: { script: "c" },
        Z: { script: "z", final: "always" },
      },
      edges: ["B -> C"],
      layout: { A: [0, 0], B: [300, 10], C: [600, 0] },
    } as never),
  );
  store.getState().select({ vertices: new Set(["A", "B", "Z"]) });
  const before = store.getState().draft.file;
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <SeveralInspector />
      </ReactFlowProvider>
    </DraftContext>,
  );
  await screen.getByRole("button", { name: "Align top" }).click();
  const layout = () => store.getState().draft.file.layout;
  expect([layout().get("A"), layout().get("B")]).toEqual([
    { x: 0, y: 0 },
    { x: 300, y: 0 },
  ]);
  expect(layout().get("Z")).toEqual(before.layout.get("Z"));
  store.getState().undo();
  expect(store.getState().draft.file).toBe(before);
  await screen.getByRole("button", { name: "Select all behind" }).click();
  expect([...store.getState().selection.vertices].sort()).toEqual(["A", "B", "C", "Z"]);
});
