import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { approvalForTest } from "#components/inbox/prompt-for-test.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { AttemptView, PipelineSummary, TrackView } from "#contract/pipelines.ts";
import type { PromptView } from "#contract/prompts.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { RunControls } from "./run-controls.tsx";
import { PipelineStoreContext, pipelineStore } from "./store/pipeline-store.ts";
import { trackForTest } from "./store/track-for-test.ts";
import { TrackPanel } from "./track/track-panel.tsx";

const FILE =
  "signalbox: 1\nname: deploy\nvertices:\n  A: { script: 'echo {host}', inputs: { host: { type: string } } }\n";

const ATTEMPT: AttemptView = {
  number: 1,
  kind: "run",
  undoes: null,
  state: "failed",
  reason: "exit 1",
  runner: "r",
  startedAt: new Date(0),
  finishedAt: new Date(1),
  exitCode: 1,
  signal: null,
  logBytes: 0,
  isLogCut: false,
  askedBy: null,
  askedWhy: null,
  inputs: {},
  outputs: null,
  script: "echo one",
};

/** The header's actions and the panel of track A, before a server that says what `server` holds. */
async function runOf(pipeline: Partial<PipelineSummary>, track: Partial<TrackView>) {
  const server = { attempts: [ATTEMPT], prompt: approvalForTest({ id: 41, vertex: "A" }) as PromptView };
  const sent: unknown[] = [];
  const take = (input: unknown) => {
    sent.push(input);
    return {};
  };
  const answers = {
    "pipelines.attempts": () => server.attempts,
    "pipelines.afterCancel": () => ({ running: ["A"], willRun: [], mayRun: [] }),
    "prompts.show": () => server.prompt,
    "tracks.afterRetry": () => ({ stale: [] }),
    "tracks.retry": take,
  };
  const read = readGraphText(FILE);
  if (!read.ok) throw new Error("The test's graph is wrong.");
  let rev = 1;
  const store = pipelineStore({
    pipeline: pipelineForTest({ ...pipeline, rev }),
    params: {},
    timeoutMs: null,
    tracks: [trackForTest({ ...track, rev })],
  });
  const screen = await render(
    <ToastProvider>
      <ApiForTest answers={answers}>
        <PipelineStoreContext value={store}>
          <RunControls canUndo params={{}} />
          <TrackPanel id={1} vertex="A" file={read.file} />
        </PipelineStoreContext>
      </ApiForTest>
    </ToastProvider>,
  );
  const become = (pipelineNow: Partial<PipelineSummary>, trackNow: Partial<TrackView>) => {
    rev += 1;
    store.getState().take({
      rev,
      pipeline: pipelineForTest({ ...pipelineNow, rev }),
      tracks: [trackForTest({ ...trackNow, rev })],
    });
  };
  return { screen, sent, server, become };
}

test("an open dialog keeps what was typed when the pipeline's state changes", async () => {
  const { screen, become } = await runOf({ state: "running" }, { state: "running" });
  await screen.getByRole("button", { name: "Cancel pipeline" }).click();
  await screen.getByLabelText("Reason").fill("the wrong host");
  become({ state: "failed" }, { state: "failed" });
  await expect.element(screen.getByText("Launch again")).toBeInTheDocument();
  await expect.element(screen.getByRole("dialog", { name: "Cancel p #1?" })).toBeVisible();
  await expect.element(screen.getByLabelText("Reason")).toHaveValue("the wrong host");
});

test("a dialog of a track sends what a person entered, and no value that came meanwhile", async () => {
  const { screen, sent, become } = await runOf(
    { state: "failed" },
    { state: "failed", inputs: { host: "one" } },
  );
  await screen.getByRole("button", { name: "Retry A" }).click();
  const dialog = screen.getByRole("dialog");
  await dialog.getByLabelText("Reason").fill("again");
  become({ state: "failed" }, { state: "failed", inputs: { host: "two" } });
  await expect.element(screen.getByLabelText("Inputs", { exact: true })).toHaveTextContent("hosttwo");
  await expect.element(dialog.getByLabelText("host")).toHaveValue("one");
  await dialog.getByRole("button", { name: "Retry A" }).click();
  await expect.poll(() => sent).toEqual([{ id: 1, vertex: "A", reason: "again", downstream: false }]);
});

test("a prompt in the panel stays when somebody else answers it, with what was typed", async () => {
  const { screen, server, become } = await runOf({}, { state: "prompting", prompt: 41 });
  await screen.getByLabelText("Comment").fill("let me look");
  server.prompt = approvalForTest({
    id: 41,
    vertex: "A",
    state: "answered",
    answeredBy: "Ada",
    values: { verdict: "approve" },
    closedAt: new Date(),
  });
  become({}, { state: "succeeded", prompt: null });
  await expect.element(screen.getByText("succeeded", { exact: false }).first()).toBeVisible();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("let me look");
});

test("another attempt closes nothing that is being read", async () => {
  const { screen, server, become } = await runOf({ state: "failed" }, { state: "failed", attempt: 1 });
  await expect.element(screen.getByText("echo one")).toBeVisible();
  server.attempts = [ATTEMPT, { ...ATTEMPT, number: 2, state: "running", script: "echo two" }];
  become({ state: "running" }, { state: "running", attempt: 2 });
  await expect.element(screen.getByText("echo one")).toBeVisible();
});
