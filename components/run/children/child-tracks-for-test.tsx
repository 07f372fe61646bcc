import { expect } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { refreshLive } from "#components/api/live/refresh-live.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { NOT_BEGUN } from "#engine/past/past-run.ts";
import { type Past, PastContext } from "../past/instant/past-context.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { ChildTracks } from "./child-tracks.tsx";

const FAILURE = { reason: "exit 3", lastLine: "no route to host", isHandled: false };

/** The tracks of pipeline 7, of which one failed; item 1 runs pipeline 8. */
export async function showChildTracks(state: PipelineState = "failed", past: Past | null = null) {
  const asked: unknown[] = [];
  const queries = queriesForTest();
  const retried: unknown[] = [];
  let isGone = false;
  const tracks = (input: unknown): TrackList => {
    asked.push(input);
    const { id, at } = input as { id: number; at?: number };
    const pipeline = pipelineForTest({ id, state, counts: { failed: 1, succeeded: 29 } });
    const failed = trackForTest({
      vertex: `eu-${id}`,
      number: 4,
      rev: 2,
      state: "failed",
      failure: FAILURE,
      attempt: 1,
    });
    const inner = trackForTest({
      vertex: "1",
      number: 0,
      state: "succeeded",
      child: { id: 8, state: "failed", attempt: 0 },
    });
    const past =
      at === undefined
        ? null
        : { rev: 1, tracks: [{ ...NOT_BEGUN, number: 4, rev: 1, state: "running" as const, attempt: 1 }] };
    return {
      pipeline,
      matching: 30,
      tracks: isGone ? [inner] : [failed, inner],
      next: { rank: 5, number: 0 },
      changes: [],
      past,
    };
  };
  const answers = {
    "pipelines.tracks": tracks,
    "tracks.retry": (input: unknown) => {
      retried.push(input);
      return {};
    },
  };
  const screen = await render(
    <ToastProvider>
      <ApiForTest answers={answers} queries={queries}>
        <PastContext value={past}>
          <div style={{ width: 420 }}>
            <ChildTracks child={{ id: 7, state, attempt: 1 }} name="all-hosts" />
          </div>
        </PastContext>
      </ApiForTest>
    </ToastProvider>,
  );
  await expect.element(screen.getByRole("link", { name: "eu-7" })).toBeVisible();
  const change = () => refreshLive(queries);
  const leave = () => {
    isGone = true;
  };
  return { screen, asked, retried, change, leave };
}
