import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { previewForTest } from "../preview/preview-for-test.ts";
import { PipelineStoreContext, pipelineStore } from "../store/pipeline-store.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { FailureSummary } from "./failure-summary.tsx";

const FILE = placedFile({ signalbox: 1, name: "g", vertices: { a: {} }, edges: [] });

/** A failed run with its heading, and how its one failure is retried by whoever. */
async function failedRun() {
  const store = pipelineStore({
    pipeline: pipelineForTest({ id: 7, state: "failed", rev: 1 }),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [
      trackForTest({
        vertex: "a",
        state: "failed",
        attempt: 1,
        failure: { reason: "exit 3", lastLine: null, isHandled: false },
      }),
    ],
  });
  const isRetried = () =>
    store.getState().take({
      rev: 2,
      pipeline: pipelineForTest({ id: 7, state: "running", rev: 2 }),
      tracks: [trackForTest({ vertex: "a", state: "pending", attempt: 1, rev: 2 })],
    });
  const answers = {
    "pipelines.preview": () => previewForTest({ begins: ["a"] }),
    "tracks.retry": () => {
      isRetried();
      return {};
    },
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <PipelineStoreContext value={store}>
        <h1 tabIndex={-1}>Pipeline #7</h1>
        <div style={{ height: 3_000 }} />
        <FailureSummary id={7} file={FILE} look={() => undefined} />
      </PipelineStoreContext>
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Retry track a" }).click();
  await expect.element(screen.getByRole("dialog", { name: "Retry a?" })).toBeVisible();
  return { screen, isRetried };
}

test("after a retry the page's heading has the focus, and the page does not scroll to it", async () => {
  const { screen } = await failedRun();
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  const heading = screen.getByRole("heading", { name: "Pipeline #7" });
  await expect.element(heading).toHaveFocus();
  await expect.element(heading).not.toBeInViewport();
});

test("a retry by somebody else, of a track whose dialog was closed without one, does not move the focus", async () => {
  const { screen, isRetried } = await failedRun();
  await screen.getByRole("button", { name: "Back" }).click();
  await expect.element(screen.getByRole("button", { name: "Retry track a" })).toHaveFocus();
  isRetried();
  await expect.element(screen.getByRole("region", { name: "Failures" })).not.toBeInTheDocument();
  expect(document.activeElement).toBe(document.body);
});

test("on a narrow page a failure with a long name has its name in one line, above when it was", async () => {
  await page.viewport(360, 740);
  const long = "deploy-to-host-0-in-the-second-region";
  const failure = { reason: "exit 1", lastLine: null, isHandled: false };
  const track = trackForTest({ vertex: long, state: "failed", failure, finishedAt: new Date(0) });
  const pipeline = pipelineForTest({ id: 7, state: "failed", rev: 1 });
  const store = pipelineStore({
    pipeline,
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [track],
  });
  const screen = await render(
    <ApiForTest answers={{}}>
      <PipelineStoreContext value={store}>
        <FailureSummary id={7} file={FILE} look={() => undefined} />
      </PipelineStoreContext>
    </ApiForTest>,
  );
  const name = screen.getByRole("button", { name: long, exact: true });
  await expect.element(name).toBeVisible();
  const { bottom, height } = name.element().getBoundingClientRect();
  expect(height).toBeLessThan(24);
  expect(screen.getByText(/ ago/).element().getBoundingClientRect().top).toBeGreaterThanOrEqual(bottom - 1);
});
