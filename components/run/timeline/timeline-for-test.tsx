import { expect } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { ExpectedDurations, TrackChange, TrackChanges } from "#contract/pipelines/timeline.ts";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { PipelineStoreContext, pipelineStore } from "../store/pipeline-store.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { changesForTest } from "./geometry/changes-for-test.ts";
import { Timeline } from "./timeline.tsx";

/** When the pipeline of the tests was launched. */
export const LAUNCHED = Date.UTC(2026, 0, 1);
const END = new Date(LAUNCHED + 60_000);

/** A track that is ready at once, and runs from `begin` to `end` after the launch. */
export function ran(number: number, begin: number, end: number): TrackChange[] {
  return changesForTest(
    number,
    ["pending", LAUNCHED],
    ["running", LAUNCHED + begin, 1],
    ["succeeded", LAUNCHED + end, 1],
  );
}

type Shown = {
  readonly vertices: number;
  readonly name?: (number: number) => string;
  readonly edges?: string;
  readonly changes: readonly TrackChange[];
  /** What happens once the page knows more. */
  readonly more?: readonly TrackChange[];
  readonly expected?: ExpectedDurations["vertices"];
  /** The child pipeline of the last vertex, and what the server says of it. */
  readonly child?: { readonly id: number; readonly list: (input: ListTracksInput) => TrackList };
};

type ListTracksInput = { readonly id: number; readonly skip: number; readonly at?: number };

/** The timeline of an ended pipeline, before a server that says what happened to its tracks. */
export async function showTimeline({
  vertices,
  name = (number) => `v${number}`,
  edges = "",
  changes,
  more = [],
  expected = [],
  child,
}: Shown) {
  const names = Array.from({ length: vertices }, (_, number) => name(number));
  const parent = child === undefined ? null : names.length - 1;
  const specOf = (number: number) =>
    number === parent ? "{ kind: graph, graph: inner@1 }" : "{ script: 'true' }";
  const lines = names.map((each, number) => `  ${each}: ${specOf(number)}`).join("\n");
  const read = readGraphText(`signalbox: 1\nname: g\nvertices:\n${lines}\n${edges}`);
  if (!read.ok) throw new Error("The test's graph is wrong.");
  const ended = { rev: 2, state: "succeeded", launchedAt: new Date(LAUNCHED), finishedAt: END } as const;
  const track = { state: "succeeded", startedAt: new Date(LAUNCHED), finishedAt: END, attempt: 1 } as const;
  const store = pipelineStore({
    pipeline: pipelineForTest(ended),
    params: {},
    timeoutMs: null,
    launchedAfter: null,
    tracks: names.map((vertex, number) => {
      const launched = number === parent && child !== undefined ? { id: child.id, state: "succeeded" } : null;
      return trackForTest({ ...track, vertex, number, child: launched as TrackView["child"] });
    }),
  });
  const asksBelow: ListTracksInput[] = [];
  const asked: unknown[] = [];
  const chosen: (string | null)[] = [];
  const answers = {
    "pipelines.trackChanges": (input: unknown): TrackChanges => {
      asked.push(input);
      const isFirst = asked.length === 1;
      return { changes: isFirst ? changes : more, next: { rev: isFirst ? 2 : 3, n: 1 }, isAll: true };
    },
    "pipelines.tracks": (input: unknown) => {
      asksBelow.push(input as ListTracksInput);
      return child?.list(input as ListTracksInput);
    },
    "pipelines.expectedDurations": (): ExpectedDurations => ({ runs: expected.length, vertices: expected }),
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <PipelineStoreContext value={store}>
        <div style={{ display: "flex", width: "min(900px, 100vw)", height: 400 }}>
          <Timeline id={1} file={read.file} chosen={null} onChoose={(name) => chosen.push(name)} />
        </div>
      </PipelineStoreContext>
    </ApiForTest>,
  );
  const rows = screen.getByRole("tree", { name: "Tracks by start" });
  await expect.element(rows).toBeVisible();
  const change = () => store.getState().take({ rev: 3, pipeline: null, tracks: [] });
  return { screen, rows, asked, asksBelow, chosen, change };
}
