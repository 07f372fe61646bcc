import { TRPCClientError } from "@trpc/client";
import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { trackForTest } from "#components/run/store/track-for-test.ts";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { TestPanel } from "./test-panel.tsx";
import { newTest, type VertexTest } from "./vertex-test.ts";

const read = readGraphText(`signalbox: 1
name: release
vertices:
  build: { script: x, outputs: { tag: { type: string, required: true }, notes: { type: text } } }
  deploy: { script: "echo {tag}", inputs: { tag: { type: string, from: outputs.build.tag } } }
edges: [build -> deploy]
`);

const FIRST = newTest("deploy", "vertex");

function Panel({ isSaved }: { isSaved: boolean }) {
  const [test, setTest] = useState<VertexTest | null>(FIRST);
  if (test === null) return null;
  return <TestPanel folder="" test={test} onTest={setTest} flush={async () => isSaved} edit={() => 4} />;
}

async function panel(isSaved = true, isFirstLost = false) {
  if (!read.ok) throw new Error("The test's graph is wrong.");
  const store = createDraftStore(read.file);
  const sent: unknown[] = [];
  const last = pipelineForTest({ id: 12, graph: "release" });
  const ran = pipelineForTest({ id: 31, isTest: true, state: "succeeded", finishedAt: new Date(2_000) });
  const answers = {
    "account.show": () => ({}),
    "graphs.test": (input: unknown) => {
      sent.push(input);
      if (isFirstLost && sent.length === 1) return Promise.reject(new TRPCClientError("It is lost."));
      return { id: 31, isNew: true };
    },
    "pipelines.list": () => ({ pipelines: [last] }),
    "pipelines.show": (input: unknown) => {
      const isLast = (input as { id: number }).id === 12;
      const facts = { params: {}, timeoutMs: null, launchedAfter: null };
      return isLast
        ? { ...facts, pipeline: last, tracks: [trackForTest({ vertex: "build", outputs: { tag: "1.4" } })] }
        : {
            ...facts,
            pipeline: ran,
            tracks: [
              trackForTest({ vertex: "build", state: "succeeded" }),
              trackForTest({ vertex: "deploy", state: "succeeded", outputs: { url: "https://shop" } }),
            ],
          };
    },
    "pipelines.attempts": () => [],
    "pipelines.attempt": () => null,
  };
  const screen = await render(
    <ToastProvider>
      <ApiForTest answers={answers}>
        <DraftContext value={store}>
          <div style={{ display: "flex", width: "100%", height: 1000, background: "var(--surface)" }}>
            <Panel isSaved={isSaved} />
          </div>
        </DraftContext>
      </ApiForTest>
    </ToastProvider>,
  );
  return { screen, sent };
}

test("a vertex is tested with typed values or with the last ones, and what it did is shown beside the draft", async () => {
  const { screen, sent } = await panel();
  const run = screen.getByRole("button", { name: "Run test" });
  await run.click();
  await expect.element(screen.getByText("Required: enter a value.")).toBeVisible();
  expect(sent).toEqual([]);
  await screen.getByRole("button", { name: "Last values" }).click();
  await expect.element(screen.getByRole("textbox", { name: /tag/ })).toHaveValue("1.4");
  await run.click();
  const state = screen.getByRole("status", { name: "State of the test" });
  await expect.element(state).toHaveTextContent("Succeeded");
  expect(sent).toMatchObject([
    { name: "release", vertex: "deploy", reach: "vertex", edit: 4, inputs: { build: { tag: "1.4" } } },
  ]);
  await expect.element(screen.getByText("https://shop")).toBeVisible();
  await expect
    .element(screen.getByRole("link", { name: "Open pipeline #31" }))
    .toHaveAttribute("href", "/pipelines/31");

  // With all up to it nothing has to be typed.
  await screen.getByRole("combobox", { name: "What runs" }).click();
  await screen.getByRole("option", { name: "All up to it" }).click();
  await expect.element(screen.getByText("It needs no values.")).toBeVisible();
  await expect.element(screen.getByText(/^Runs:/)).toHaveTextContent("Runs: build, deploy.");
});

test("what could not be saved is not tested, which is said", async () => {
  const { screen, sent } = await panel(false);
  await screen.getByRole("textbox", { name: /tag/ }).fill("1");
  const run = screen.getByRole("button", { name: "Run test" });
  await run.click();
  await expect.element(run).toBeEnabled();
  await expect.element(screen.getByText(/A test needs the draft saved first/)).toBeVisible();
  expect(sent).toEqual([]);
});

test("a test whose answer was lost is asked for by the same key; with another value, and after its answer, by another one", async () => {
  const { screen, sent } = await panel(true, true);
  const keys = () => sent.map((each) => (each as { key: string }).key);
  const run = screen.getByRole("button", { name: "Run test" });
  const press = async (times: number) => {
    await expect.element(run).toBeEnabled();
    await run.click();
    await expect.poll(() => sent.length).toBe(times);
  };
  await screen.getByRole("textbox", { name: /tag/ }).fill("1");
  await press(1);
  await press(2);
  await expect.element(screen.getByRole("link", { name: "Open pipeline #31" })).toBeVisible();
  await press(3);
  await screen.getByRole("textbox", { name: /tag/ }).fill("2");
  await press(4);
  const [first, second, ...others] = keys();
  expect(second).toBe(first);
  expect(new Set([first, ...others]).size).toBe(3);
});

test("a vertex is tested by keys alone: the test has the focus when it opens, and its button keeps it", async () => {
  const { screen, sent } = await panel();
  await expect.element(screen.getByRole("heading", { name: "Test deploy" })).toHaveFocus();
  const last = screen.getByRole("button", { name: "Last values" });
  await tabTo(last);
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("textbox", { name: /tag/ })).toHaveValue("1.4");
  await expect.element(last).toHaveFocus();
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}{Enter}");
  await expect.element(screen.getByRole("status", { name: "State of the test" })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Run test" })).toHaveFocus();
  expect(sent).toMatchObject([{ inputs: { build: { tag: "1.4" } } }]);
  await tabTo(screen.getByRole("link", { name: "Open pipeline #31" }));
});
