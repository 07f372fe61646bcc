import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { promptForTest } from "#components/inbox/prompt/prompt-for-test.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { AttemptView } from "#contract/pipelines/attempts.ts";
import type { PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { previewForTest } from "./preview/preview-for-test.ts";
import { RunControls } from "./run-controls.tsx";
import { PipelineStoreContext, pipelineStore } from "./store/pipeline-store.ts";
import { trackForTest } from "./store/track-for-test.ts";
import { TrackPanel } from "./track/track-panel.tsx";

const FILE =
  "signalbox: 1\nname: deploy\nvertices:\n  A: { script: 'echo {host}', inputs: { host: { type: string } } }\n";

export const ATTEMPT: AttemptView = {
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
export async function runOf(
  pipeline: Partial<PipelineSummary>,
  track: Partial<TrackView>,
  prompt: Partial<PromptView> = {},
) {
  const server = { attempts: [ATTEMPT], prompt: promptForTest({ id: 41, vertex: "A", ...prompt }) };
  const sent: unknown[] = [];
  const take = (input: unknown) => {
    sent.push(input);
    return {};
  };
  const answers = {
    "pipelines.attempts": () => server.attempts,
    "pipelines.attempt": (input: unknown) =>
      server.attempts.find(({ number }) => number === (input as { attempt: number }).attempt),
    "pipelines.afterCancel": () => ({ running: ["A"], willRun: [], mayRun: [] }),
    "prompts.show": () => server.prompt,
    "prompts.answer": () => {
      server.prompt = { ...server.prompt, state: "answered", answeredBy: "Ada", closedAt: new Date() };
      become({}, { state: "succeeded", prompt: null });
      return server.prompt;
    },
    "pipelines.preview": () => previewForTest({ begins: ["A"] }),
    "tracks.previewForce": () => previewForTest({}),
    "tracks.retry": take,
    "tracks.force": (input: unknown) => {
      become({}, { state: "succeeded" });
      return take(input);
    },
  };
  const read = readGraphText(FILE);
  if (!read.ok) throw new Error("The test's graph is wrong.");
  let rev = 1;
  const store = pipelineStore({
    pipeline: pipelineForTest({ ...pipeline, rev }),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [trackForTest({ ...track, rev })],
  });
  const went: string[] = [];
  const screen = await render(
    <AppRouterContext.Provider value={{ push: (to: string) => went.push(to) } as never}>
      <ToastProvider>
        <ApiForTest answers={answers}>
          <PipelineStoreContext value={store}>
            <RunControls canUndo />
            <div style={{ width: 400, overflow: "auto" }} data-testid="beside">
              <TrackPanel id={1} vertex="A" file={read.file} onLog={() => undefined} />
            </div>
          </PipelineStoreContext>
        </ApiForTest>
      </ToastProvider>
    </AppRouterContext.Provider>,
  );
  const become = (pipelineNow: Partial<PipelineSummary>, trackNow: Partial<TrackView>) => {
    rev += 1;
    store.getState().take({
      rev,
      pipeline: pipelineForTest({ ...pipelineNow, rev }),
      tracks: [trackForTest({ ...trackNow, rev })],
    });
  };
  return { screen, sent, server, become, went };
}
