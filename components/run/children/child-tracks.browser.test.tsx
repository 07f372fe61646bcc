import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { ChildTracks } from "./child-tracks.tsx";

const FAILURE = { reason: "exit 3", lastLine: "no route to host", isHandled: false };

/** The tracks of pipeline 7, of which one failed; item 1 runs pipeline 8. */
async function show() {
  const asked: unknown[] = [];
  const retried: unknown[] = [];
  const tracks = (input: unknown): TrackList => {
    asked.push(input);
    const { id } = input as { id: number };
    const pipeline = pipelineForTest({ id, state: "failed", counts: { failed: 1, succeeded: 29 } });
    const failed = trackForTest({
      vertex: `eu-${id}`,
      number: 4,
      state: "failed",
      failure: FAILURE,
      attempt: 1,
    });
    const inner = trackForTest({
      vertex: "1",
      number: 0,
      state: "succeeded",
      child: { id: 8, state: "failed" },
    });
    return { pipeline, matching: 30, tracks: [failed, inner], next: { rank: 5, number: 0 } };
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
      <ApiForTest answers={answers}>
        <div style={{ width: 420 }}>
          <ChildTracks id={7} name="all-hosts" />
        </div>
      </ApiForTest>
    </ToastProvider>,
  );
  await expect.element(screen.getByRole("link", { name: "eu-7" })).toBeVisible();
  return { screen, asked, retried };
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
