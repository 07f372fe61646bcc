import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { FailureSummary } from "../failures/failure-summary.tsx";
import { PipelineStoreContext, pipelineStore } from "../store/pipeline-store.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { ChildLogNote } from "./child-log-note.tsx";

const FAILED = { state: "failed", attempt: 1 } as const;

/** Pipeline 1, in which `each` failed with its items in pipeline 5, and `own` by itself. */
async function show() {
  const read = readGraphText(
    "signalbox: 1\nname: deploy\nvertices: { each: { script: x }, own: { script: x } }\n",
  );
  if (!read.ok) throw new Error("The test's graph is wrong.");
  const reason = "pipeline 5 failed: b failed: exit 3";
  const store = pipelineStore({
    pipeline: pipelineForTest({ state: "failed" }),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [
      trackForTest({
        ...FAILED,
        vertex: "each",
        child: { id: 5, state: "failed" },
        failure: { reason, lastLine: "no space left", isHandled: false },
      }),
      trackForTest({
        ...FAILED,
        vertex: "own",
        number: 1,
        failure: { reason: "exit 4", lastLine: null, isHandled: false },
      }),
    ],
  });
  return render(
    <ToastProvider>
      <ApiForTest answers={{}}>
        <PipelineStoreContext value={store}>
          <FailureSummary id={1} file={read.file} look={() => undefined} />
          <ChildLogNote id={1} vertex="each" />
          <ChildLogNote id={1} vertex="own" />
        </PipelineStoreContext>
      </ApiForTest>
    </ToastProvider>,
  );
}

test("a failure in a child pipeline leads to that pipeline, since its track has no log of its own", async () => {
  const screen = await show();
  const link = screen.getByRole("link", { name: "Open pipeline #5, which each runs" });
  await expect.element(link).toHaveAttribute("href", "/pipelines/5");
  await expect.element(screen.getByRole("button", { name: "Open the log of own" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Open the log of each" }).elements()).toEqual([]);
  await expect.element(screen.getByText("no space left")).toBeVisible();
});

test("above the empty log of such a track stands where the logs are", async () => {
  const screen = await show();
  const note = screen.getByText("each runs as pipeline #5: the logs are those of its tracks.");
  await expect.element(note).toBeVisible();
  expect(screen.getByText("own runs as").elements()).toEqual([]);
});
