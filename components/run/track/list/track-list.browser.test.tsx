import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { PipelineStoreContext, pipelineStore } from "../../store/pipeline-store.ts";
import { trackForTest } from "../../store/track-for-test.ts";
import { ALL_TRACKS } from "./track-filter.ts";
import { TrackList } from "./track-list.tsx";

const MANY = 5_000;

function List({ onChoose }: { onChoose: (vertex: string) => void }) {
  const [filter, setFilter] = useState(ALL_TRACKS);
  const [store] = useState(() =>
    pipelineStore({
      pipeline: pipelineForTest({ counts: { succeeded: MANY - 1, failed: 1 } }),
      params: {},
      timeoutMs: null,
      launchedAfter: null,
      tracks: Array.from({ length: MANY }, (_, number) =>
        trackForTest({
          vertex: `build-${number + 1}`,
          number,
          state: number === 4_320 ? "failed" : "succeeded",
        }),
      ),
    }),
  );
  return (
    <PipelineStoreContext value={store}>
      <div style={{ display: "flex", flexDirection: "column", width: 500, height: 400 }}>
        <TrackList chosen={null} onChoose={onChoose} filter={filter} onFilter={setFilter} />
      </div>
    </PipelineStoreContext>
  );
}

test("of 5,000 tracks only those near the view are in the page, and the keyboard reaches all of them", async () => {
  const chosen: string[] = [];
  const page = await render(<List onChoose={(vertex) => chosen.push(vertex)} />);
  const list = page.getByRole("list", { name: "Tracks" });
  await expect.element(list.getByRole("button").first()).toBeVisible();
  expect(page.container.querySelectorAll("*").length).toBeLessThan(1_000);
  (list.getByRole("button").first().element() as HTMLElement).focus();
  await userEvent.keyboard("{End}");
  const last = list.getByRole("button", { name: /^build-5000/ });
  await expect.element(last).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(list.getByRole("button", { name: /^build-4999/ })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(chosen).toEqual(["build-4999"]);
});

test("a queued track says in its row what it waits for, live; what a person decided is marked with who and why", async () => {
  const store = pipelineStore({
    pipeline: pipelineForTest({ counts: { pending: 1, succeeded: 1 } }),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [
      trackForTest({
        vertex: "migrate",
        state: "pending",
        why: "All of it.",
        queuedFor: "lock db, 2nd of 2",
      }),
      trackForTest({
        vertex: "build",
        number: 1,
        state: "succeeded",
        override: "marked as succeeded by ann: done by hand",
      }),
    ],
  });
  const page = await render(
    <PipelineStoreContext value={store}>
      <TrackList chosen={null} onChoose={() => undefined} filter={ALL_TRACKS} onFilter={() => undefined} />
    </PipelineStoreContext>,
  );
  const row = page.getByRole("button", { name: /^migrate/ });
  await expect.element(row.getByText("lock db, 2nd of 2")).toHaveAttribute("title", "All of it.");
  store.getState().take({
    rev: 9,
    pipeline: null,
    tracks: [trackForTest({ vertex: "migrate", rev: 9, state: "pending", queuedFor: "lock db" })],
  });
  await expect.element(row.getByText("lock db", { exact: true })).toBeVisible();
  const mark = page.getByRole("img", { name: "Override: marked as succeeded by ann: done by hand" });
  await expect.element(mark).toBeVisible();
  expect(page.getByRole("img").elements()).toHaveLength(1);
});

test("a track is found by its state, and by a part of its name", async () => {
  const page = await render(<List onChoose={() => undefined} />);
  await page.getByRole("button", { name: "Failed 1" }).click();
  await expect.element(page.getByRole("status").filter({ hasText: "track" })).toHaveTextContent(/^1 track$/);
  await expect.element(page.getByRole("button", { name: /^build-4321/ })).toBeVisible();
  await page.getByRole("button", { name: "Failed 1" }).click();
  await page.getByRole("searchbox", { name: "Find tracks" }).fill("no such");
  await expect.element(page.getByText("No track is like that.")).toBeVisible();
});
