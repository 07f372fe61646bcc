import { inArray } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import type { EndedPipelineState } from "#engine/model/pipeline.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { BucketCount } from "#engine/time/duration-buckets.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { SqlValue, Statement } from "#platform/database/statement.ts";
import { timeOf } from "../pipelines/pipeline-walk.ts";
import { bucketText, stepText } from "./sample-rows.ts";

/** So many pipelines are counted at most, those that ended last. */
export const MAX_ENDED = 200_000;

/** Which ended pipelines are counted: those of graphs in these folders, children not. */
export type EndedAsked = {
  readonly from: Date;
  readonly to: Date;
  readonly folders: FolderIds;
  readonly graphId?: number | undefined;
};

/** How many pipelines ended in a state, in one step. */
export type EndedStep = { readonly at: number; readonly state: EndedPipelineState; readonly count: number };

/** What became of the pipelines of a graph. */
export type EndedGraph = {
  readonly graphId: number;
  readonly ended: number;
  readonly succeeded: number;
  readonly failed: number;
};

const DURATION = "timestampdiff(microsecond, launched_at, finished_at) / 1000";

/**
 * How many pipelines ended in each step, and of the graphs whose pipelines took longest in all what became of them. It reads
 * the index `pipeline_finished` and no row.
 *
 * @returns `since`: the first end that was counted, where there are more than `maxEnded`.
 */
export async function countEnded(
  tx: Queries,
  asked: EndedAsked,
  stepS: number,
  maxGraphs: number,
  maxEnded: number = MAX_ENDED,
): Promise<{ readonly steps: EndedStep[]; readonly graphs: EndedGraph[]; readonly since: Date | null }> {
  const ended = endedOf(asked, maxEnded);
  const [steps, graphs] = await readTogether(tx, [
    {
      text: `select ${stepText("finished_at", stepS)} as at, state, count(*) as count,
        unix_timestamp(min(finished_at)) * 1000 as first from ${ended.text} group by 1, 2`,
      values: ended.values,
    },
    {
      text: `select graph_id as graphId, count(*) as ended, sum(state = 'succeeded') as succeeded,
        sum(state = 'failed') as failed, sum(${DURATION}) as took from ${ended.text}
        group by graph_id order by took desc, graph_id limit ${Number(maxGraphs)}`,
      values: ended.values,
    },
  ]);
  const found = ((steps ?? []) as Record<string, unknown>[]).map((row) => ({
    at: Number(row["at"]),
    state: String(row["state"]) as EndedPipelineState,
    count: Number(row["count"]),
    first: Number(row["first"]),
  }));
  const all = found.reduce((sum, { count }) => sum + count, 0);
  return {
    steps: found.map(({ at, state, count }) => ({ at, state, count })),
    graphs: ((graphs ?? []) as Record<string, unknown>[]).map((row) => ({
      graphId: Number(row["graphId"]),
      ended: Number(row["ended"]),
      succeeded: Number(row["succeeded"]),
      failed: Number(row["failed"]),
    })),
    since: all < maxEnded ? null : new Date(Math.min(...found.map(({ first }) => first))),
  };
}

/** How long the pipelines of a graph took, in buckets. */
type GraphTimes = {
  readonly name: string;
  readonly isDeleted: boolean;
  readonly times: readonly BucketCount[];
};

/** How long the pipelines of these graphs took from their launch to their end, in buckets, and the names of the graphs. */
export async function runTimesOf(
  tx: Queries,
  asked: EndedAsked,
  graphIds: readonly number[],
  maxEnded: number = MAX_ENDED,
): Promise<ReadonlyMap<number, GraphTimes>> {
  if (graphIds.length === 0) return new Map();
  const ended = endedOf(asked, maxEnded);
  const marks = graphIds.map(() => "?").join(", ");
  const [rows] = await readTogether(tx, [
    {
      text: `select graph_id as graphId, ${bucketText(DURATION)} as bucket, count(*) as count from ${ended.text}
        where graph_id in (${marks}) group by 1, 2`,
      values: [...ended.values, ...graphIds],
    },
  ]);
  const named = await tx
    .select({ id: graph.id, name: graph.name, deletedAt: graph.deletedAt })
    .from(graph)
    .where(inArray(graph.id, [...graphIds]));
  const counts = ((rows ?? []) as Record<string, unknown>[]).map((row) => ({
    graphId: Number(row["graphId"]),
    bucket: Number(row["bucket"]),
    count: Number(row["count"]),
  }));
  return new Map(
    named.map(({ id, name, deletedAt }) => [
      id,
      {
        name,
        isDeleted: deletedAt !== null,
        times: counts.filter(({ graphId }) => graphId === id).map(({ bucket, count }) => ({ bucket, count })),
      },
    ]),
  );
}

function endedOf({ from, to, folders, graphId }: EndedAsked, maxEnded: number): Statement {
  const values: SqlValue[] = [timeOf(from), timeOf(to)];
  let where =
    "is_child = 0 and finished_at >= ? and finished_at < ? and graph_id not in (select id from graph where test_of is not null)";
  if (graphId !== undefined) {
    where += " and graph_id = ?";
    values.push(graphId);
  }
  if (folders !== "all") {
    // No folder has the id 0: a list may be empty, and SQL has no empty lists.
    where += ` and graph_id in (select id from graph where folder_id in (${[...folders, 0].map(() => "?").join(", ")}))`;
    values.push(...folders, 0);
  }
  return {
    text: `(select graph_id, state, launched_at, finished_at from pipeline where ${where}
      order by finished_at desc limit ${Number(maxEnded)}) as ended`,
    values,
  };
}
