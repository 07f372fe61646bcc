import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
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

const WITH_INPUTS = placedFile({
  signalbox: 1,
  name: "g",
  vertices: { a: { inputs: { img: { type: "string", from: "params.img" }, n: { type: "integer" } } } },
  params: { img: { type: "string" } },
});

async function dialogOf(stale: readonly string[], more: Partial<TrackView> = {}, file = FILE) {
  const sent: unknown[] = [];
  const asked: unknown[] = [];
  const answers = {
    "pipelines.preview": (input: unknown) => {
      asked.push(input);
      return previewForTest({ begins: ["a"], reused: ["b"], stale });
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

test("a retry says beforehand what it makes stale, and offers to run that again, too", async () => {
  const { screen, sent } = await dialogOf(["report"]);
  await expect.element(screen.getByText("This makes report stale.")).toBeVisible();
  await screen.getByRole("button", { name: "Run it again, too" }).click();
  await expect.element(screen.getByText("This makes report stale.")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  await expect.poll(() => sent).toEqual([{ id: 7, vertex: "a", attempt: 0, reason: "", downstream: true }]);
});

test("a retry that makes nothing stale says nothing of it", async () => {
  const { screen } = await dialogOf([]);
  await expect.element(screen.getByRole("button", { name: "Retry", exact: true })).toBeVisible();
  await expect.element(screen.getByText(/stale/)).not.toBeInTheDocument();
});

test("a retry says what runs and what does not, for the downstream, too", async () => {
  const { screen, asked } = await dialogOf([]);
  await expect
    .element(screen.getByLabelText("What will happen"))
    .toHaveTextContent("Runs nowaDoes not run againb");
  await screen.getByText("Also rerun downstream (2)").click();
  await expect.poll(() => asked.at(-1)).toEqual({ id: 7, act: "rerun", vertex: "a" });
});

test("a changed value is sent as one of a form, so that the server works out anew what was left", async () => {
  const { screen, sent } = await dialogOf([], { inputs: { img: "v1", n: 1 } }, WITH_INPUTS);
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("2");
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  const inputs = { img: "v1", n: 2 };
  await expect
    .poll(() => sent)
    .toEqual([{ id: 7, vertex: "a", attempt: 0, reason: "", downstream: false, inputs, isForm: true }]);
});

test("a value that is cleared is sent as empty text, or refused where its type has no empty value", async () => {
  const { screen, sent } = await dialogOf([], { inputs: { img: "v2", n: 1 } }, WITH_INPUTS);
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
  await expect
    .element(screen.getByRole("textbox", { name: "n", exact: true }))
    .toHaveAccessibleDescription(/An empty field takes no value away/);
  expect(sent).toEqual([]);
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("2");
  await screen.getByRole("textbox", { name: "img", exact: true }).fill("");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
  await expect.poll(() => sent).toMatchObject([{ inputs: { img: "", n: 2 }, isForm: true }]);
});

test("where only what failed in the child pipeline runs again, that is said, no values are asked and none are sent", async () => {
  const child = { id: 8, state: "failed", attempt: 1 } as const;
  const { screen, sent, asked } = await dialogOf([], { attempt: 1, child, inputs: { n: 1 } }, WITH_INPUTS);
  await screen.getByRole("textbox", { name: "n", exact: true }).fill("2");
  await screen.getByText(/Resume child pipeline/).click();
  await expect.poll(() => asked.at(-1)).toEqual({ id: 7, act: "retry-inside", vertex: "a" });
  await expect.element(screen.getByRole("textbox", { name: "n", exact: true })).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  await expect
    .poll(() => sent)
    .toEqual([{ id: 7, vertex: "a", attempt: 1, reason: "", downstream: false, onlyFailed: true }]);
});
