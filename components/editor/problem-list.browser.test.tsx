import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { findingsOf } from "#engine/check/findings.ts";
import { ProblemList } from "./problem-list.tsx";

test("a graph that was written on Windows is tidied at once, as one step", async () => {
  const spec = { script: "echo 1\r\necho 2\r\n" };
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { A: spec, B: spec, C: spec }, edges: ["A -> B -> C"] }),
  );
  const { content } = store.getState().draft.file;
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ProblemList findings={findingsOf(content)} isSettled />
      </ReactFlowProvider>
    </DraftContext>,
  );
  await screen.getByRole("button", { name: "Tidy all texts" }).click();
  const tidy = store.getState().draft.file.content;
  expect([...tidy.vertices.values()].map(({ script }) => script)).toEqual(Array(3).fill("echo 1\necho 2\n"));
  expect(findingsOf(tidy)).toEqual([]);
  store.getState().undo();
  expect(store.getState().draft.file.content).toBe(content);
});
