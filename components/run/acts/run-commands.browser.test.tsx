import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { GraphCanvas } from "#components/canvas/graph-canvas.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { commandsNow, runCommand, targetsNow } from "#components/commands/command-registry.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { JUMP_TARGET } from "#components/ui/keys/use-jump-focus.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { Address, setWords } from "../past/address-for-test.tsx";
import { runOf } from "../run-for-test.tsx";
import { pipelineStore } from "../store/pipeline-store.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { useRunSelection } from "../use-run-selection.ts";
import { useRunCommands } from "./use-run-commands.ts";

afterEach(() => setWords({ vertex: null, track: null, tab: null, attempt: null }));

const given = () => [...commandsNow().keys()].filter((id) => /pipeline|retry|rerun|roll|compare/.test(id));

test("what can be done with a pipeline is in the command list as long as its state allows it, and opens the same dialog", async () => {
  const { screen, become } = await runOf({ state: "running" }, { state: "running" });
  await expect.poll(given).toEqual(["pause-pipeline", "cancel-pipeline"]);
  runCommand("cancel-pipeline");
  await expect.element(screen.getByRole("dialog", { name: "Cancel p #1?" })).toBeVisible();
  await screen.getByRole("button", { name: "Close" }).first().click();
  become({ state: "failed", counts: { failed: 1 } }, { state: "failed" });
  await expect.poll(given).toEqual(["retry-failed", "rerun", "roll-back"]);
  runCommand("retry-failed");
  await expect.element(screen.getByRole("dialog", { name: "Retry what failed in p #1?" })).toBeVisible();
});

test("all logs are a link in the menu of a run, ended or not, and gone to from the command list; with those of children where there are any", async () => {
  const { screen, become, went } = await runOf({ state: "running" }, { state: "running" });
  const isLink = async (href: string) => {
    await screen.getByRole("button", { name: "More actions" }).click();
    const link = screen.getByRole("menuitem", { name: "All logs" });
    await expect.element(link).toHaveAttribute("href", href);
    expect(link.element().tagName).toBe("A");
    await userEvent.keyboard("{Escape}");
  };
  await isLink("/pipelines/1/logs");
  const child = { id: 9, state: "succeeded" as const, attempt: 1 };
  become({ state: "succeeded" }, { state: "succeeded", child });
  await expect.element(screen.getByRole("button", { name: "Rerun", exact: true })).toBeVisible();
  await isLink("/pipelines/1/logs?of=children");
  runCommand("all-logs");
  expect(went).toEqual(["/pipelines/1/logs?of=children"]);
});

const FAILED = {
  state: "failed" as const,
  attempt: 2,
  failure: { reason: "exit 1", lastLine: null, isHandled: false },
};

function Run() {
  const [store] = useState(() =>
    pipelineStore({
      pipeline: pipelineForTest({ state: "failed" }),
      params: {},
      timeoutMs: null,
      launchedAfter: null,
      tracks: [
        trackForTest({ vertex: "A", number: 0 }),
        trackForTest({ vertex: "B", number: 1, ...FAILED }),
        trackForTest({ vertex: "far", number: 2, state: "prompting", prompt: 4 }),
      ],
    }),
  );
  const { vertex, tab, attempt, look, show, reveal, follow } = useRunSelection(store);
  useRunCommands({ store, vertex, tab, look, show, onFollow: follow.toggle, onPast: () => undefined });
  const file = placedFile(FILE as never);
  return (
    <>
      <p tabIndex={-1} {...{ [JUMP_TARGET]: tab }}>
        {vertex} {tab} {attempt.number}
      </p>
      <div style={{ width: 800, height: 400 }}>
        <GraphCanvas file={file} selected={[]} onSelect={() => undefined} reveal={reveal} />
      </div>
    </>
  );
}

const FILE = {
  signalbox: 1,
  name: "g",
  vertices: { A: {}, B: {}, far: {} },
  edges: ["A -> B"],
  layout: { A: [0, 0], B: [300, 0], far: [40_000, 9_000] },
};

const ACCOUNT = { rights: { grants: [{ folder: "", role: "operator" }] } };

const show = () =>
  render(
    <ToastProvider>
      <ApiForTest answers={{ "account.show": () => ACCOUNT, "folders.admins": () => [] }}>
        <Address>
          <Run />
        </Address>
      </ApiForTest>
    </ToastProvider>,
  );

test("a link to a vertex opens the run with it selected and in view, and the address then says so by its track", async () => {
  setWords({ vertex: "far" });
  const screen = await show();
  await expect.element(screen.getByText("far track")).toBeVisible();
  await expect.element(screen.getByRole("group", { name: "far, script vertex" })).toBeInViewport();
  const { searchParams } = new URL(window.location.href);
  expect([searchParams.get("track"), searchParams.get("vertex")]).toEqual(["far", null]);
});

test("a link to a vertex that the run does not have says so, and shows the run", async () => {
  setWords({ vertex: "<b>none" });
  const screen = await show();
  await expect.element(screen.getByText('There is no vertex "<b>none" here.').first()).toBeVisible();
  await expect.element(screen.getByRole("group", { name: "A, script vertex" })).toBeInViewport();
});

test("the log of the first failed track, the prompt, and every vertex are gone to from the command list, and have the focus then", async () => {
  const screen = await show();
  const focused = async () => {
    await expect.poll(() => document.activeElement?.textContent).toMatch(/ (track|log) /);
    (document.activeElement as HTMLElement).blur();
  };
  await expect.element(screen.getByText("B log 2")).toBeVisible();
  const answer = () => commandsNow().get("answer-run-prompt");
  await expect.poll(() => answer()?.refused).toContain("This needs the role approver");
  answer()?.run?.();
  await expect.element(screen.getByText("far track")).toBeVisible();
  await focused();
  runCommand("open-failed-log");
  await expect.element(screen.getByText(/^B log 2$/)).toBeVisible();
  await focused();
  expect(commandsNow().get("copy-link")?.refused).toBeNull();
  targetsNow()
    .find(({ text }) => text === "A")
    ?.go();
  await expect.element(screen.getByText(/^A (track|log)/)).toBeVisible();
  await focused();
});
