import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { PreviewView } from "#contract/pipelines/previews.ts";
import { previewForTest } from "../../preview/preview-for-test.ts";
import { PipelineStoreContext, pipelineStore } from "../../store/pipeline-store.ts";
import { trackForTest } from "../../store/track-for-test.ts";
import { BreakButton } from "../break-button.tsx";
import { ForceDialog } from "./force-dialog.tsx";

const FILE = placedFile({
  signalbox: 1,
  name: "g",
  vertices: {
    a: { outputs: { n: { type: "string" } } },
    b: { inputs: { v: { type: "string", from: "outputs.a.n" } } },
    c: {},
  },
  edges: ["a -> b", "a -> c"],
});
const track = trackForTest({ vertex: "a", state: "sleeping", isBreak: true });

async function page(shown: ReactNode, preview: (input: unknown) => PreviewView) {
  const asked: unknown[] = [];
  const sent: unknown[] = [];
  const look = (input: unknown) => {
    asked.push(input);
    return preview(input);
  };
  const take = (input: unknown) => {
    sent.push(input);
    return {};
  };
  const store = pipelineStore({
    pipeline: pipelineForTest({ id: 7 }),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: [track],
  });
  const answers = {
    "tracks.previewForce": look,
    "pipelines.preview": look,
    "tracks.force": take,
    "tracks.break": take,
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <PipelineStoreContext value={store}>{shown}</PipelineStoreContext>
    </ApiForTest>,
  );
  return { screen, asked, sent, said: screen.getByLabelText("What will happen") };
}

const force = (to: "succeeded" | "skipped" | "failed") => (
  <ForceDialog id={7} track={track} to={to} file={FILE} onClose={() => undefined} />
);

test("stopping an undo script says what becomes of the rollback, as the engine decides it", async () => {
  const end = { before: "reverting", after: "failed", isFinishing: false } as const;
  const undone = trackForTest({ vertex: "b", state: "reverting" });
  const dialog = <ForceDialog id={7} track={undone} to="failed" file={FILE} onClose={() => undefined} />;
  const lists = { killed: ["b"], undoes: ["c"], notReached: ["a"] };
  const { said, screen } = await page(dialog, () => previewForTest(lists, null, end));
  await expect
    .element(said)
    .toHaveTextContent(
      "Rolled back, in this ordercNot rolled back: an undo behind it failedaIs endedbPipelineEnds: failed",
    );
  await expect.element(screen.getByRole("dialog", { name: "Stop the rollback of b?" })).toBeVisible();
  await expect.element(screen.getByText(/its rollback counts as failed/)).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Stop rollback" })).toBeVisible();
});

test("a track that is marked as failed: what is ended, what does not run and how the pipeline ends is said before", async () => {
  const end = { before: "running", after: "failed", isFinishing: false } as const;
  const lists = { killed: ["a"], notRun: ["b", "c"] };
  const { said, screen, sent } = await page(force("failed"), () => previewForTest(lists, null, end));
  await expect.element(said).toHaveTextContent("Is endedaDoes not run (2)b, cPipelineEnds: failed");
  await screen.getByRole("textbox", { name: "Reason" }).fill("hangs");
  await screen.getByRole("button", { name: "Mark as failed" }).click();
  await expect
    .poll(() => sent)
    .toEqual([{ id: 7, vertex: "a", attempt: 0, to: "failed", reason: "hangs", outputs: {} }]);
});

test("what is typed as an output is part of what is asked, once nothing more is typed", async () => {
  const { said, screen, asked } = await page(force("succeeded"), (input) =>
    previewForTest({ begins: [JSON.stringify(input).includes("stage") ? "b" : "c"] }),
  );
  await expect.element(said).toHaveTextContent("Runs nowc");
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("stage");
  await expect.element(said).toHaveTextContent("Runs nowb");
  expect(asked.at(-1)).toEqual({ id: 7, vertex: "a", attempt: 0, to: "succeeded", outputs: { n: "stage" } });
});

test("an output that stays empty names what reads it without a default, until a value is typed", async () => {
  const { screen } = await page(force("succeeded"), () => previewForTest({ begins: ["b"] }));
  const missed = screen.getByText("The input v of b reads outputs.a.n.");
  await expect.element(missed).toBeVisible();
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("stage");
  await expect.element(missed).not.toBeInTheDocument();
});

test("a track that is skipped names what reads its outputs without a default; one that fails does not", async () => {
  const skipped = await page(force("skipped"), () => previewForTest({ begins: ["b"] }));
  await expect.element(skipped.screen.getByText("The input v of b reads outputs.a.n.")).toBeVisible();
  await skipped.screen.unmount();
  const { said, screen } = await page(force("failed"), () => previewForTest({ notRun: ["b"] }));
  await expect.element(said).toBeVisible();
  await expect.element(screen.getByText("outputs.a.n")).not.toBeInTheDocument();
});

test("a track at its breakpoint says what begins before somebody continues it", async () => {
  const { said, screen, asked, sent } = await page(
    <BreakButton id={7} track={track} refused={null} isPossible />,
    () => previewForTest({ begins: ["a"], follows: ["b"] }),
  );
  await screen.getByRole("button", { name: "Continue" }).click();
  await expect.element(said).toHaveTextContent("Runs nowaRuns if it is reachedb");
  expect(asked).toEqual([{ id: 7, act: "break", vertex: "a", isSet: false }]);
  expect(sent).toEqual([]);
  await screen.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => sent).toEqual([{ id: 7, vertex: "a", isSet: false }]);
});
