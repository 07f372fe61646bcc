import { useContext, useSyncExternalStore } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { refreshLive } from "#components/api/live/refresh-live.ts";
import { ChildTextContext } from "#components/canvas/elements/track-card.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { ChildCounts } from "#contract/pipelines/track-list.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { PipelineStoreContext, pipelineStore } from "../store/pipeline-store.ts";
import { ChildTexts } from "./child-texts.tsx";

const FILE =
  "signalbox: 1\nname: g\nvertices:\n  R: { kind: graph, graph: inner@1 }\n  S: { script: 'true' }\n";

function Text({ of: name }: { of: string }) {
  const texts = useContext(ChildTextContext);
  return <output>{useSyncExternalStore(texts.subscribe, () => texts.of(name)) ?? "nothing"}</output>;
}

/** What is said of the child pipeline of vertex R, of which one more track has ended with each question. */
async function show(state: PipelineState) {
  const read = readGraphText(FILE);
  if (!read.ok) throw new Error("The test's graph is wrong.");
  const { file } = read;
  let asked = 0;
  const childCounts = (): ChildCounts[] => {
    asked += 1;
    return [{ vertex: "R", counts: { succeeded: asked, waiting: 5 } }];
  };
  const store = pipelineStore({
    pipeline: pipelineForTest({ state }),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [],
  });
  const queries = queriesForTest();
  const screen = await render(
    <ApiForTest answers={{ "pipelines.childCounts": childCounts }} queries={queries}>
      <PipelineStoreContext value={store}>
        <ChildTexts id={1} file={file}>
          <Text of="R" />
        </ChildTexts>
      </PipelineStoreContext>
    </ApiForTest>,
  );
  const change = () => refreshLive(queries);
  const end = (rev: number) => {
    const pipeline = pipelineForTest({ state: "succeeded", rev });
    store.getState().take({ rev, pipeline, tracks: [] });
  };
  return { screen, change, end, asked: () => asked };
}

test("how far a child pipeline is is asked again when something changed, once more at the end, and not after it", async () => {
  const { screen, change, end, asked } = await show("running");
  await expect.element(screen.getByText("1/6")).toBeVisible();
  change();
  await expect.element(screen.getByText("2/7")).toBeVisible();
  end(2);
  await expect.element(screen.getByText("3/8")).toBeVisible();
  change();
  end(3);
  await expect.element(screen.getByText("4/9")).toBeVisible();
  expect(asked()).toBe(4);
});
