import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { OtherFolders } from "#contract/pipelines/other-folders.ts";
import type { PipelineSummary, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import { RunHeader } from "./run-header.tsx";
import { PipelineStoreContext, pipelineStore } from "./store/pipeline-store.ts";
import { trackForTest } from "./store/track-for-test.ts";

const NOTHING_ELSEWHERE: OtherFolders = { parent: null, children: [] };

async function show(
  given: Partial<PipelineSummary>,
  launchedAfter: PipelineView["launchedAfter"] = null,
  others = NOTHING_ELSEWHERE,
  onPast: (() => void) | null = null,
  tracks: readonly TrackView[] = [],
) {
  const pipeline = pipelineForTest(given);
  const store = pipelineStore({ pipeline, params: {}, timeoutMs: null, launchedAfter, tracks });
  const looked: string[] = [];
  const screen = await render(
    <AppRouterContext.Provider value={{} as never}>
      <ToastProvider>
        <ApiForTest answers={{ "pipelines.otherFolders": () => others }}>
          <PipelineStoreContext value={store}>
            <RunHeader
              view={{ params: {}, timeoutMs: null, launchedAfter }}
              canUndo={false}
              onPast={onPast}
              show={(vertex) => looked.push(vertex)}
              follow={{ isOn: false, toggle: () => {} }}
            />
          </PipelineStoreContext>
        </ApiForTest>
      </ToastProvider>
    </AppRouterContext.Provider>,
  );
  return Object.assign(screen, { looked });
}

test("who paused a pipeline, and why, is said once", async () => {
  const paused = { isPaused: true, needsHuman: true, needs: "paused" };
  const screen = await show({ ...paused, pause: { by: "ann", reason: "the disk is swapped" } });
  await expect.element(screen.getByText("Paused by ann: the disk is swapped")).toBeVisible();
  await expect.element(screen.getByText("Needs attention", { exact: false })).not.toBeInTheDocument();
});

test("a pause without a reason says who, and what else waits for a person is said beside it", async () => {
  const paused = { isPaused: true, needsHuman: true, needs: "1 prompt, paused" };
  const screen = await show({ ...paused, pause: { by: "ann", reason: null } });
  await expect.element(screen.getByText("Paused by ann", { exact: true })).toBeVisible();
  await expect.element(screen.getByText("Needs attention: 1 prompt, paused")).toBeVisible();
});

test("what needs a person leads to the track that does, where there is one", async () => {
  const needs = { needsHuman: true, needs: "1 prompt" };
  const asked = trackForTest({ vertex: "go-live", state: "prompting" });
  const screen = await show(needs, null, NOTHING_ELSEWHERE, null, [
    trackForTest({ vertex: "before" }),
    asked,
  ]);
  await screen.getByRole("button", { name: "1 prompt" }).click();
  expect(screen.looked).toEqual(["go-live"]);
  const elsewhere = await show({ ...needs, needs: "a pipeline of another folder" });
  await expect.element(elsewhere.getByText("Needs attention: a pipeline of another folder")).toBeVisible();
  await expect.element(elsewhere.getByRole("button", { name: "another folder" })).not.toBeInTheDocument();
});

test("a rollback says which undo waits and what for, and leads there", async () => {
  const lock = { state: "reverting", queuedFor: "lock db-main, 2nd of 3" } as const;
  const tracks = [
    trackForTest({ vertex: "deploy", state: "reverting" }),
    trackForTest({ vertex: "migrate", ...lock }),
  ];
  const screen = await show({ state: "reverting" }, null, NOTHING_ELSEWHERE, null, tracks);
  const waits = screen.getByRole("button", { name: "migrate (lock db-main, 2nd of 3)" });
  await waits.click();
  expect(screen.looked).toEqual(["migrate"]);
});

test("a pipeline tells after which one a trigger launched it, and leads there unless that is in another folder", async () => {
  const by = { launchedBy: "trigger deploy" };
  const screen = await show(by, { pipeline: 41 });
  await expect
    .element(screen.getByRole("link", { name: "pipeline #41" }))
    .toHaveAttribute("href", "/pipelines/41");
  await expect
    .element(screen.getByText("by trigger deploy after pipeline #41", { exact: false }))
    .toBeVisible();
  const other = await show(by, { pipeline: null });
  await expect.element(other.getByText("after a pipeline of another folder", { exact: false })).toBeVisible();
});

test("for which pipeline of another folder it runs is told to whoever may read that", async () => {
  const hidden = await show({ isParentElsewhere: true });
  await expect.element(hidden.getByText("for a pipeline of another folder")).toBeVisible();
  const parent = { pipeline: 43, vertex: "deploy" };
  const read = await show({ isParentElsewhere: true }, null, { parent, children: [] });
  await expect.element(read.getByText("for deploy of pipeline #43")).toBeVisible();
});

test("what changed last can be followed while the pipeline runs, and not in one that has ended", async () => {
  const follow = (state: PipelineSummary["state"]) =>
    show({ state }, null, NOTHING_ELSEWHERE, () => undefined).then((screen) =>
      screen.getByRole("button", { name: "Follow" }),
    );
  const ended = await follow("failed");
  await expect.element(page.getByRole("status", { name: "Pipeline state" })).toBeVisible();
  await expect.element(ended).not.toBeInTheDocument();
  await expect.element(await follow("running")).toBeVisible();
});
