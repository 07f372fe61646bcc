import { type SQL, sql } from "drizzle-orm";
import type { Candidate } from "#contract/runners/runner-gateway.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Answer, Statement } from "#platform/database/statement.ts";
import { builtStatement, type Write } from "../write-together.ts";

/** The names of the columns of a candidate, in the order of `claimableQuery`. */
export const CANDIDATE_COLUMNS = [
  "id",
  "pipelineId",
  "revisionId",
  "number",
  "claimAt",
  "isUndo",
  "runners",
] as const satisfies readonly (keyof Candidate)[];

/** What a runner serves: `labels` are the labels keys of all vertices that it can execute. */
export type Served = {
  readonly runnerId: number;
  readonly labels: readonly string[];
  /** The folders of the graphs whose tracks it may execute; absent: of all. */
  readonly folders?: readonly number[];
  /** Says of which pipelines nothing is to be claimed now; absent: of none. */
  readonly failed?: { pipelines(): readonly number[] };
};

/**
 * A slot of everything that the track `t` needs seems to be free, or is its own. The claim itself makes sure of that.
 */
export const HAS_FREE_SLOTS = sql`(t.has_concurrency_claims = 0 or not exists (
  select 1 from concurrency_claim as n where n.track_id = t.id
    and exists (select 1 from concurrency_slot as h where h.name = n.name
      having sum(h.track_id = t.id) = 0 and count(*) >= least(n.slots, min(h.slots)))))`;

/** The tracks that are ready in pipelines that are not paused, in the order of claims. */
function readyTracks(where: SQL, isUndo: SQL, limit: number): SQL {
  return sql`(select t.id, t.pipeline_id as pipelineId, p.revision_id as revisionId, t.number,
      coalesce(timestampdiff(microsecond, '1970-01-01', t.claim_at) div 1000, 0) as claimAt, ${isUndo} as isUndo,
      (select count(*) from runner as each_runner where each_runner.state = 'ready') as runners
    from track as t inner join pipeline as p on p.id = t.pipeline_id
    where ${where} and p.is_paused = 0 and p.is_parent_paused = 0 and ${HAS_FREE_SLOTS}
    order by t.claim_at, t.id limit ${limit})`;
}

/**
 * The tracks that could be claimed next, undos first, then in the order of time, read without locks. A locking read would keep locks on
 * rows that its WHERE rejects, and block other runners. It is SQL text, because every settlement runs it and the query
 * builder takes as long as the database.
 *
 * @param served a runner that was marked lost, and does not know it yet, gets nothing.
 */
export async function claimableTracks(tx: Queries, served: Served, limit: number): Promise<Candidate[]> {
  const [rows] = await tx.execute(claimableQuery(served, limit));
  return readClaimable(rows as unknown as Answer, limit);
}

/** The question of `claimableTracks`, to be sent together with others; `readClaimable` reads its answer. */
export function claimableStatement(served: Served, limit: number): Statement {
  const without = served.failed?.pipelines() ?? [];
  // It is for a while only, and each time another list.
  if (without.length > 0) return builtStatement(claimableQuery(served, limit));
  const key = JSON.stringify([served.runnerId, served.labels, served.folders, limit]);
  const known = statements.get(key);
  if (known !== undefined) return known;
  const made = builtStatement(claimableQuery(served, limit));
  if (statements.size >= MAX_STATEMENTS) statements.clear();
  statements.set(key, made);
  return made;
}

/** No folder has it: a list in SQL must not be empty, and all folders of a token may be gone. */
const NO_FOLDER = 0;

/** A process asks for one runner, and for few numbers of slots. */
const MAX_STATEMENTS = 50;
const statements = new Map<string, Statement>();

/** The tracks that `claimableStatement` found. */
export function readClaimable(answer: Answer, limit: number): Candidate[] {
  return (answer as unknown as Candidate[]).slice(0, limit);
}

/** The query of `claimableTracks`. Its answer may have twice as many rows as `limit`. */
export const claimableQuery = ({ runnerId, labels, folders, failed }: Served, limit: number): SQL => {
  const without = failed?.pipelines() ?? [];
  const isRunnerThere = sql`t.labels in ${labels} and exists (
    select 1 from runner as r where r.id = ${runnerId} and r.state in ('ready', 'draining'))${
      without.length === 0 ? sql`` : sql` and p.id not in ${[...without]}`
    }`;
  const isOurs =
    folders === undefined
      ? isRunnerThere
      : sql`${isRunnerThere} and p.graph_id in (select g.id from graph as g where g.folder_id in ${[...folders, NO_FOLDER]})`;
  // Undos come first: people wait for them, and they are rare. One query for both saves a round trip.
  const undos = sql`t.state = 'reverting' and t.token is null and t.sleep is null and p.state = 'reverting' and ${isOurs}`;
  const pending = sql`t.state = 'pending' and p.state = 'running' and ${isOurs}`;
  return sql`${readyTracks(undos, sql`1`, limit)} union all ${readyTracks(pending, sql`0`, limit)}`;
};

/**
 * Adds `by` to the priority of every track of a pipeline. Tracks that wait to be claimed move in the order of claims by so
 * many minutes; the others have their new priority when they become ready.
 */
export function priorityShift(pipelineId: number, by: number): Write {
  return {
    text: "update track set priority = priority + ?, claim_at = claim_at + interval ? minute where pipeline_id = ?",
    values: [by, by, pipelineId],
  };
}
