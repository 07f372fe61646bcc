import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { PreviewInput, PreviewView } from "#contract/pipelines/previews.ts";
import { previewForTest } from "../../preview/preview-for-test.ts";
import { PipelineStoreContext, pipelineStore } from "../../store/pipeline-store.ts";
import { trackForTest } from "../../store/track-for-test.ts";
import { RetryDialog } from "./retry-dialog.tsx";

const FILE = placedFile({
  signalbox: 1,
  name: "g",
  vertices: { a: {}, b: {}, report: {} },
  edges: ["a -> b", "b -> report"],
});

/** The dialog of a retry of `a`, with what was sent and what was asked beforehand. */
export async function retryDialogForTest(
  stale: readonly string[],
  more: Partial<TrackView> = {},
  file = FILE,
  previewOf: (input: PreviewInput) => PreviewView = () =>
    previewForTest({ begins: ["a"], reused: ["b"], stale }),
) {
  const sent: unknown[] = [];
  const asked: unknown[] = [];
  const answers = {
    "pipelines.preview": (input: unknown) => {
      asked.push(input);
      return previewOf(input as PreviewInput);
    },
    "tracks.retry": (input: unknown) => {
      sent.push(input);
      return {};
    },
  };
  const track = trackForTest({ vertex: "a", state: "failed", ...more });
  const store = pipelineStore({
    pipeline: pipelineForTest({ id: 7 }),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [track],
  });
  const screen = await render(
    <ApiForTest answers={answers}>
      <PipelineStoreContext value={store}>
        <RetryDialog id={7} track={track} file={file} onClose={() => undefined} />
      </PipelineStoreContext>
    </ApiForTest>,
  );
  return { screen, sent, asked };
}
