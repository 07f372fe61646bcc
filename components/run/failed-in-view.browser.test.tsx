import { useMemo, useState } from "react";
import { afterEach, expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { GraphCanvas } from "#components/canvas/graph-canvas.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { FailureSummary } from "./failures/failure-summary.tsx";
import { Address, setWords } from "./past/address-for-test.tsx";
import { PipelineStoreContext, pipelineStore } from "./store/pipeline-store.ts";
import { trackForTest } from "./store/track-for-test.ts";
import { useRunSelection } from "./use-run-selection.ts";

afterEach(() => setWords({ vertex: null, track: null, tab: null, attempt: null }));

const FAILED = {
  state: "failed" as const,
  attempt: 1,
  failure: { reason: "exit 1", lastLine: null, isHandled: false },
};

/** Steps in a row, of which the eleventh failed first and the second one later. */
function Run({ steps }: { steps: number }) {
  const names = useMemo(() => Array.from({ length: steps }, (_, at) => `s${at + 1}`), [steps]);
  const file = useMemo(
    () =>
      placedFile({
        signalbox: 1,
        name: "g",
        vertices: Object.fromEntries(names.map((name) => [name, {}])),
        edges: [],
        layout: Object.fromEntries(names.map((name, at) => [name, [at * 320, 0]])),
      } as never),
    [names],
  );
  const [store] = useState(() =>
    pipelineStore({
      pipeline: pipelineForTest({ state: "failed" }),
      params: {},
      timeoutMs: null,
      launchedAfter: null,
      tracks: names.map((vertex, number) =>
        trackForTest({
          vertex,
          number,
          ...(vertex === "s11" && { ...FAILED, finishedAt: new Date(1) }),
          ...(vertex === "s2" && { ...FAILED, finishedAt: new Date(2) }),
        }),
      ),
    }),
  );
  const { vertex, lookInView, reveal } = useRunSelection(store);
  return (
    <PipelineStoreContext value={store}>
      <FailureSummary id={1} file={file} look={lookInView} />
      <p>Selected: {vertex}</p>
      <div style={{ width: 800, height: 400 }}>
        <GraphCanvas file={file} selected={[]} onSelect={() => undefined} reveal={reveal} />
      </div>
    </PipelineStoreContext>
  );
}

/** A movement would have begun by then. */
async function frames() {
  for (let count = 0; count < 5; count += 1) await new Promise((go) => requestAnimationFrame(go));
}

async function show(steps: number) {
  const screen = await render(
    <ToastProvider>
      <ApiForTest answers={{}}>
        <Address>
          <Run steps={steps} />
        </Address>
      </ApiForTest>
    </ToastProvider>,
  );
  const card = (name: string) => screen.getByRole("group", { name: `${name}, script vertex` });
  return { screen, card };
}

test("a failed run opens with the card of its first failure in view, and a failure that is clicked above it comes into view", async () => {
  const { screen, card } = await show(12);
  await expect.element(card("s11")).toBeInViewport({ ratio: 1 });
  await expect.element(card("s2")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "s2", exact: true }).click();
  await expect.element(screen.getByText("Selected: s2")).toBeVisible();
  await expect.element(card("s2")).toBeInViewport({ ratio: 1 });
  await expect.element(card("s11")).not.toBeInTheDocument();
});

test("a link to a track opens the run with its card in view", async () => {
  setWords({ track: "s7" });
  const { card } = await show(12);
  await expect.element(card("s7")).toBeInViewport({ ratio: 1 });
  await expect.element(card("s11")).not.toBeInTheDocument();
});

test("a graph that is shown whole stays where it is: the card of the failure can be seen", async () => {
  setWords({ track: "s1" });
  const { screen, card } = await show(3);
  await expect.element(card("s3")).toBeInViewport({ ratio: 1 });
  const view = () => document.querySelector(".react-flow__viewport")?.getAttribute("style");
  const before = view();
  await frames();
  await screen.getByRole("button", { name: "s2", exact: true }).click();
  await expect.element(screen.getByText("Selected: s2")).toBeVisible();
  await frames();
  expect(view()).toBe(before);
  await expect.element(card("s1")).toBeInViewport({ ratio: 1 });
});
