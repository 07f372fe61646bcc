import { vi } from "vitest";
import type { PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import type { Database } from "#platform/database/db.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";

/** A pipeline that a test launched, with ways to wait for it. */
export type Launched = {
  readonly id: number;
  readonly now: () => Promise<PipelineView>;
  readonly track: (vertex: string) => Promise<TrackView>;
  /** Waits until `is` gives true for the pipeline. It also waits while the database does not answer. */
  readonly until: (is: (view: PipelineView) => boolean, timeoutMs?: number) => Promise<PipelineView>;
};

/** Long, because on a busy machine a late state is not an error. */
const TIMEOUT_MS = 60_000;

/** Makes a graph of this text and launches it. */
export async function launchText(database: Database, text: string): Promise<Launched> {
  const { name } = await applyGraphText(database, text, "ann");
  const { id } = await launchPipeline(database, { graph: name, params: {}, inputs: {} }, "ann");
  return launchedAs(database, id);
}

/** The pipeline with this number. */
export function launchedAs(database: Database, id: number): Launched {
  const now = () => showPipeline(database.queries, id);
  return {
    id,
    now,
    track: async (vertex) => trackIn(await now(), vertex),
    until: (is, timeoutMs = TIMEOUT_MS) =>
      vi.waitFor(
        async () => {
          const view = await now();
          if (is(view)) return view;
          throw new Error(`Still ${view.pipeline.state}: ${statesIn(view)}`);
        },
        { timeout: timeoutMs, interval: 50 },
      ),
  };
}

export function trackIn(view: PipelineView, vertex: string): TrackView {
  const track = view.tracks.find((each) => each.vertex === vertex);
  if (track === undefined) throw new Error(`There is no track ${vertex}.`);
  return track;
}

function statesIn({ tracks }: PipelineView): string {
  return tracks.map(({ vertex, state, reason }) => `${vertex} ${state} ${reason ?? ""}`.trim()).join(", ");
}

/** A graph of one source, `width` vertices side by side, and one sink; each runs `script`. */
export function wideGraph(name: string, width: number, script: string): string {
  const between = Array.from({ length: width }, (_, place) => `p${place}`);
  const vertices = ["source", ...between, "sink"].map(
    (vertex) => `  ${vertex}: { script: ${JSON.stringify(script)} }`,
  );
  const edges = between.flatMap((vertex) => [`source -> ${vertex}`, `${vertex} -> sink`]);
  return `signalbox: 1\nname: ${name}\nvertices:\n${vertices.join("\n")}\nedges: [${edges.join(", ")}]\n`;
}
