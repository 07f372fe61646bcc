import type { Json } from "#engine/model/graph-content.ts";
import type { Undone } from "#engine/values/environment.ts";
import type { VertexFailure } from "#engine/values/failures-text.ts";
import type { Queries } from "#platform/database/db.ts";
import { failedTracksOf } from "#repos/pipelines/children/child-undo-rows.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import {
  findAttempt,
  lastRunAttempt,
  lastRunAttemptsOf,
  type RunAttempt,
} from "#repos/tracks/attempt-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";

type Values = Readonly<Record<string, Json>>;

/** What an undo script undoes, and what it is given. */
export type UndoFacts = {
  /** The number of the attempt that it undoes. */
  readonly attempt: number;
  /** The inputs of that attempt; null where there was none, because a person said that the track succeeded. */
  readonly inputs: Values | null;
  readonly undone: Undone;
};

/** The facts for the undo script that a reverting track runs next. */
export async function undoFactsOf(session: PipelineSession, number: number): Promise<UndoFacts> {
  const { id, toUndo, attempt, outputs } = session.track(number);
  const named = toUndo?.at(-1);
  const run =
    named === undefined ? await lastRunAttempt(session.tx, id) : await findAttempt(session.tx, id, named);
  const isOnlyRound = session.vertex(number).spec.repeat === undefined;
  const given = isOnlyRound ? outputs : null;
  return {
    attempt: named ?? run?.number ?? attempt,
    inputs: run?.inputs ?? null,
    undone: {
      outputs: given ?? (run === null ? null : outputsIn(session, run)) ?? outputs ?? {},
      failures: [...(await failuresIn(session)), ...(await failuresAbove(session))],
    },
  };
}

/** The outputs of an attempt, also if it ended in this session and is not written yet. */
function outputsIn({ writes }: PipelineSession, { trackId, number, outputs }: RunAttempt): Values | null {
  return writes.endOfAttempt(trackId, number)?.outputs ?? outputs;
}

/** Every track of the pipeline that failed, in the plan's order, with the outputs that it gave before. */
async function failuresIn(session: PipelineSession): Promise<VertexFailure[]> {
  await session.load("all");
  const failed = session.plan.vertices.flatMap(({ number, name }) => {
    const { id, failure } = session.track(number);
    return failure === null ? [] : [{ id, vertex: name, reason: failure.reason ?? "" }];
  });
  const runs = await lastRunsOf(session.tx, failed);
  return failed.map(({ id, ...failure }) => {
    const run = runs.get(id);
    return withOutputs(failure, run === undefined ? null : outputsIn(session, run));
  });
}

/** The failures of the pipelines above, if this one is undone with them. */
async function failuresAbove({ tx, row }: PipelineSession): Promise<VertexFailure[]> {
  const failures: VertexFailure[] = [];
  for (let id = row.parentId; id !== null; ) {
    const found = await findPipeline(tx, id);
    if (found?.pipeline.state !== "reverting") break;
    const { plan } = await planOfPipeline(tx, found.pipeline);
    const failed = await failedTracksOf(tx, id);
    const runs = await lastRunsOf(tx, failed);
    for (const { id: trackId, number, reason } of failed) {
      const run = runs.get(trackId);
      const vertex = plan.vertices[number]?.name ?? String(number);
      failures.push(withOutputs({ vertex, reason: reason ?? "" }, run?.outputs ?? null));
    }
    id = found.pipeline.parentId;
  }
  return failures;
}

/** The last run of each of these tracks that ran. */
async function lastRunsOf(
  tx: Queries,
  tracks: readonly { readonly id: number }[],
): Promise<Map<number, RunAttempt>> {
  const runs = await lastRunAttemptsOf(
    tx,
    tracks.map(({ id }) => id),
  );
  return new Map(runs.map((run) => [run.trackId, run]));
}

function withOutputs(failure: Omit<VertexFailure, "outputs">, outputs: Values | null): VertexFailure {
  return outputs === null || Object.keys(outputs).length === 0 ? failure : { ...failure, outputs };
}
