import type { Json } from "#engine/graph-content.ts";
import { labelsKey } from "#engine/labels.ts";
import type { Plan } from "#engine/plan.ts";
import type { Queries } from "#platform/db.ts";
import { insertPipeline, type NewPipelineRow } from "#repos/pipeline-rows.ts";
import { insertTracks, type NewTrackRow } from "#repos/track-rows.ts";
import { OpenPipeline } from "./open-pipeline.ts";

type Values = Readonly<Record<string, Json>>;

type Beginning = {
  readonly name: string;
  readonly launchKey: string | null;
  /** Judged already. */
  readonly params: Values;
  /** By vertex number; judged already. */
  readonly given: ReadonlyMap<number, Values>;
  /** Vertices that stop before they begin. */
  readonly breaks: ReadonlySet<string>;
  readonly actor: string;
  /** The track that it runs for. */
  readonly parent?: Pick<NewPipelineRow, "parentId" | "parentNumber" | "parentAttempt" | "isHeld">;
};

/** Writes a pipeline with all its tracks, lets the engine decide what is ready, and gives its id. */
export async function beginPipeline(
  tx: Queries,
  { graphId, revisionId, plan }: { graphId: number; revisionId: number; plan: Plan },
  { name, launchKey, params, given, breaks, actor, parent }: Beginning,
): Promise<number> {
  const id = await insertPipeline(tx, {
    graphId,
    revisionId,
    name,
    launchKey,
    state: "running",
    rev: 1,
    openTracks: plan.vertices.length,
    failedTracks: 0,
    params,
    timeout: plan.timeout,
    launchedBy: actor,
    ...parent,
  });
  const tracks = plan.vertices.map((vertex) => ({
    ...newTrack(id, vertex, given.get(vertex.number) ?? {}),
    isBreak: breaks.has(vertex.name),
  }));
  await insertTracks(tx, tracks);
  const open = await OpenPipeline.open(tx, id);
  if (open === null) throw new Error(`Pipeline ${id} vanished in its own transaction.`);
  await open.load("all");
  await open.apply({ type: "launched" }, actor);
  await open.write();
  return id;
}

function newTrack(
  pipelineId: number,
  vertex: Plan["vertices"][number],
  given: Readonly<Record<string, Json>>,
): NewTrackRow {
  return {
    pipelineId,
    number: vertex.number,
    state: "waiting",
    rev: 1,
    waits: vertex.ins.length,
    live: 0,
    priority: vertex.spec.priority ?? 0,
    labels: labelsKey(vertex.spec.labels ?? []),
    given,
    answers: {},
  };
}
