import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { promptForTest } from "#components/inbox/prompt/prompt-for-test.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { EventView } from "#contract/pipelines/pipelines.ts";
import type { TrackPrompt } from "#contract/prompts/prompts.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { pipelineStore } from "../store/pipeline-store.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { TrackPanel } from "../track/track-panel.tsx";
import { Address, setWords } from "./address-for-test.tsx";
import { PastBar } from "./past-bar.tsx";
import { PastScope } from "./past-scope.tsx";
import { usePastRun } from "./use-past-run.ts";

const FILE = "signalbox: 1\nname: deploy\nvertices:\n  ok: { kind: approval, prompt: { title: 'Go on?' } }\n";

const event = (rev: number, from: string, to: string): EventView => ({
  ...{ rev, n: 0, kind: "track", vertex: "ok", attempt: 0, from, to, reason: null, actor: "ann" },
  at: new Date(rev * 1_000),
});
/** It asked twice, because it was run again. */
const EVENTS = [
  event(1, "waiting", "prompting"),
  event(2, "prompting", "succeeded"),
  event(3, "succeeded", "waiting"),
  event(4, "waiting", "prompting"),
  event(5, "prompting", "succeeded"),
];
const PROMPTS: TrackPrompt[] = [
  { id: 42, state: "answered", openedAt: new Date(4_000), closedAt: new Date(5_000) },
  { id: 41, state: "answered", openedAt: new Date(1_000), closedAt: new Date(2_000) },
];

afterEach(() => setWords({ at: null, time: null }));

function Run({ file }: { file: GraphFile }) {
  const [live] = useState(() =>
    pipelineStore({
      pipeline: pipelineForTest({ rev: 5, state: "succeeded" }),
      params: {},
      timeoutMs: null,
      launchedAfter: null,
      tracks: [trackForTest({ vertex: "ok", state: "succeeded", rev: 5 })],
    }),
  );
  const { store, past, control, enter, leave } = usePastRun(1, live);
  return (
    <PastScope store={store ?? live} past={past} isPast={control !== null}>
      <button type="button" onClick={enter}>
        Look back
      </button>
      {control !== null && <PastBar control={control} onLeave={leave} />}
      <TrackPanel id={1} vertex="ok" file={file} onLog={() => undefined} />
    </PastScope>
  );
}

async function show(events: () => readonly EventView[] = () => EVENTS) {
  const read = readGraphText(FILE);
  if (!read.ok) throw new Error("The test's graph is wrong.");
  const title = (id: number) => (id === 41 ? "Go on with 1?" : "Go on with 2?");
  const answers = {
    "pipelines.events": events,
    "pipelines.trackPrompts": () => PROMPTS,
    "prompts.show": (input: unknown) => {
      const { id } = input as { id: number };
      const view = promptForTest({ id, vertex: "ok", state: "answered", answeredBy: "bob" });
      const approval = {
        dueAt: null,
        assignees: [],
        quorum: 1,
        excludeLauncher: false,
        excludeSealer: false,
      };
      const none = {
        approvals: [],
        able: null,
        impossible: null,
        why: null,
        hasApproved: false,
        canDelegate: false,
      };
      return { ...view, closedAt: new Date(id), approval: { ...approval, ...none, title: title(id) } };
    },
  };
  return render(
    <ToastProvider>
      <ApiForTest answers={answers}>
        <Address>
          <Run file={read.file} />
        </Address>
      </ApiForTest>
    </ToastProvider>,
  );
}

test("in the past a track shows what it had asked by then: the open prompt without its answer, and the closed ones", async () => {
  const screen = await show();
  await screen.getByRole("button", { name: "Look back" }).click();
  await expect.element(screen.getByText("5 of 5")).toBeVisible();
  await expect.element(screen.getByRole("slider", { name: "Instant" })).toHaveFocus();
  await expect.element(screen.getByText("Go on with 1?")).toBeVisible();
  await expect.element(screen.getByText("Go on with 2?")).toBeVisible();
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(screen.getByRole("status", { name: "State of ok" })).toHaveTextContent(/waiting/i);
  const open = screen.getByRole("region", { name: "Prompt that was open then" });
  await expect.element(open.getByText("Go on with 2?")).toBeVisible();
  await expect.element(open.getByText("bob")).not.toBeInTheDocument();
  await expect.element(open.getByRole("button", { name: /Approve/ })).toBeDisabled();
  await userEvent.keyboard("{Home}");
  await expect.element(open.getByText("Go on with 1?")).toBeVisible();
  await expect.element(screen.getByText("Go on with 2?")).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("slider")).not.toBeInTheDocument();
  expect(new URL(window.location.href).searchParams.has("at")).toBe(false);
});

test("an address with a moment shows the run as it stood then, and goes on from there by the slider", async () => {
  setWords({ time: "2500" });
  const screen = await show();
  await expect.element(screen.getByText("2 of 5")).toBeVisible();
  await expect.element(screen.getByText("Go on with 1?")).toBeVisible();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(screen.getByText("3 of 5")).toBeVisible();
  const { searchParams } = new URL(window.location.href);
  expect([searchParams.get("at"), searchParams.get("time")]).toEqual(["3", null]);
  await screen.getByRole("button", { name: "Back to live" }).click();
  await expect.element(screen.getByRole("slider")).not.toBeInTheDocument();
});

test("each visit of the past reads what has happened until then", async () => {
  let events = EVENTS.slice(0, 2);
  const screen = await show(() => events);
  await screen.getByRole("button", { name: "Look back" }).click();
  await expect.element(screen.getByText("2 of 2")).toBeVisible();
  await screen.getByRole("button", { name: "Back to live" }).click();
  await expect.element(screen.getByRole("slider")).not.toBeInTheDocument();
  events = EVENTS;
  await screen.getByRole("button", { name: "Look back" }).click();
  await expect.element(screen.getByText("5 of 5")).toBeVisible();
});
