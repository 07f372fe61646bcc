import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
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
import { NO_HISTORY } from "../timeline/geometry/track-history.ts";
import { ChildTracks } from "./child-tracks.tsx";

const FAILURE = { reason: "exit 3", lastLine: "no route to host", isHandled: false };

/** The tracks of pipeline 7, of which one failed; item 1 runs pipeline 8. */
async function show(state: PipelineState = "failed", past: Past | null = null) {
  const asked: unknown[] = [];
  const queries = queriesForTest();
  const retried: unknown[] = [];
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
      tracks: [failed, inner],
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
  return { screen, asked, retried, change };
}

test("the tracks of a child pipeline are below its track, say why they failed, and one of them is retried", async () => {
  const { screen, retried } = await show();
  await expect.element(screen.getByText("exit 3: no route to host")).toBeVisible();
  await screen.getByRole("button", { name: "Retry eu-7" }).click();
  await screen.getByLabelText("Reason").fill("the router is back");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
  await expect.poll(() => retried).toEqual([{ id: 7, vertex: "eu-7", reason: "the router is back" }]);
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Show the tracks below 1" }).click();
  await expect.element(screen.getByRole("link", { name: "eu-8" })).toBeVisible();
});

test("they are found by state and by name, and shown a page at a time; a search begins on the first page", async () => {
  const { screen, asked } = await show();
  await screen.getByRole("button", { name: "Next page" }).click();
  await expect.element(screen.getByText("Page 2 of 2")).toBeVisible();
  await expect.poll(() => asked.at(-1)).toMatchObject({ id: 7, after: { rank: 5, number: 0 } });
  await screen.getByRole("button", { name: "Failed 1" }).click();
  await expect.poll(() => asked.at(-1)).toEqual({ id: 7, text: "", states: ["failed"], limit: 25 });
  await screen.getByRole("searchbox", { name: "Find tracks" }).fill("eu");
  await expect.poll(() => asked.at(-1)).toEqual({ id: 7, text: "eu", states: ["failed"], limit: 25 });
  await expect.element(screen.getByText("Page 1 of 2")).toBeVisible();
});

test("they are asked for again when something changed, until the child pipeline has ended", async () => {
  const runs = await show("running");
  runs.change();
  await expect.poll(() => runs.asked.length).toBe(2);
  await runs.screen.unmount();
  const ended = await show("failed");
  ended.change();
  await ended.screen.getByRole("button", { name: "Failed 1" }).click();
  // One question for each filter, and none for the change.
  await expect.poll(() => ended.asked.length).toBe(2);
  expect(ended.asked.at(-1)).toMatchObject({ states: ["failed"] });
});

test("where the child pipeline may not be read, a line says that, and nothing is asked again", async () => {
  const asked: unknown[] = [];
  const refusal = { code: "not-found", text: "There is no pipeline 7.", problems: [] } as const;
  const data = { code: "NOT_FOUND", httpStatus: 404, path: "pipelines.tracks", refusal } as const;
  const error = TRPCClientError.from({ error: { code: -32_004, message: refusal.text, data } });
  const tracks = (input: unknown) => {
    asked.push(input);
    return Promise.reject(error);
  };
  const queries = queriesForTest();
  const screen = await render(
    <ApiForTest answers={{ "pipelines.tracks": tracks }} queries={queries}>
      <ChildTracks child={{ id: 7, state: "running", attempt: 1 }} name="all-hosts" />
    </ApiForTest>,
  );
  await expect.element(screen.getByText("You may not read the tracks of child pipeline #7.")).toBeVisible();
  refreshLive(queries);
  expect(asked).toHaveLength(1);
});

test("in the past they are asked for as they stood, are shown so, and are not asked for again", async () => {
  const at = new Date(5_000);
  const { screen, asked, change } = await show("running", { rev: 9, at, history: NO_HISTORY });
  await expect.element(screen.getByText("Running", { exact: true })).toBeVisible();
  await expect.element(screen.getByText("exit 3: no route to host")).not.toBeInTheDocument();
  change();
  expect(asked).toMatchObject([{ id: 7, at: 5_000 }]);
});
