import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { FailedItems } from "#engine/plan/failed-items.ts";
import { FailureSummary } from "../failures/failure-summary.tsx";
import { PipelineStoreContext, pipelineStore } from "../store/pipeline-store.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { ChildLogNote, EmptyLog } from "./child-log-note.tsx";

const FAILED = { state: "failed", attempt: 1 } as const;

/** Pipeline 1, in which `each` failed with its items in pipeline 5, and `own` by itself. */
async function show(attempt = 1, items?: FailedItems) {
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
        attempt,
        child: { id: 5, state: "failed", attempt: 1 },
        failure: { reason, lastLine: "no space left", isHandled: false, ...(items && { items }) },
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
          <ChildLogNote id={1} vertex="each" attempt={attempt} />
          <ChildLogNote id={1} vertex="own" attempt={1} />
          {["each", "own"].map((vertex) => (
            <p key={vertex} data-testid={`foot of ${vertex}`}>
              <EmptyLog id={1} vertex={vertex} attempt={attempt} isComplete />
            </p>
          ))}
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

test("a failure of many items says how many, and each that is named leads to its track, with why and its last line", async () => {
  const named = ["b", "host 4"].map((vertex) => ({
    vertex,
    reason: "exit 3",
    lastLine: `${vertex} is full`,
  }));
  const screen = await show(1, { count: 14, of: 30, named, isHalted: true });
  const failures = screen.getByRole("region", { name: "Failures" });
  await expect
    .element(failures)
    .toHaveTextContent("14 of 30 items failed; then nothing new was started:bexit 3b is fullhost 4");
  const items = screen.getByRole("list", { name: "Failed items of each" });
  const link = (name: string) => items.getByRole("link", { name, exact: true });
  await expect.element(link("host 4")).toHaveAttribute("href", "/pipelines/5?track=host+4");
  await expect.element(items.getByText("host 4 is full")).toBeVisible();
  await expect.element(link("12 more")).toHaveAttribute("href", "/pipelines/5");
});

test("above and below the empty log of such a track stands where the logs are", async () => {
  const screen = await show();
  const note = screen.getByText("each runs as pipeline #5: the logs are those of its tracks.");
  await expect.element(note).toBeVisible();
  await expect
    .element(note.getByRole("link", { name: "All logs of pipeline #5" }))
    .toHaveAttribute("href", "/pipelines/5/logs?of=children");
  expect(screen.getByText("own runs as").elements()).toEqual([]);
  const foot = (vertex: string) => screen.getByTestId(`foot of ${vertex}`);
  await expect.element(foot("each")).toHaveTextContent("What was printed is in the logs of pipeline #5.");
  await expect.element(foot("own")).toHaveTextContent("It printed nothing.");
});

test("a child pipeline of an earlier attempt is not named for one that launched none", async () => {
  const screen = await show(2);
  await expect.element(screen.getByRole("button", { name: "Open the log of each" })).toBeVisible();
  expect(screen.getByRole("link", { name: /pipeline #5/ }).elements()).toEqual([]);
  await expect.element(screen.getByTestId("foot of each")).toHaveTextContent("It printed nothing.");
});
