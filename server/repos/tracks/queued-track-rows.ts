import { type SQL, sql } from "drizzle-orm";
import type { Fence } from "#engine/shape/fields/fences.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { Answer } from "#platform/database/statement.ts";
import { fencesOf, type RunnerRow } from "../fleet/runner-rows.ts";
import { builtStatement } from "../write-together.ts";

/** A slot that a track of the pipeline waits for. */
export type WantedSlotRow = {
  readonly number: number;
  readonly name: string;
  readonly slots: number;
  /** Its place among all tracks that wait for this one, from 1, and how many wait. */
  readonly place: number;
  readonly waiting: number;
};

/** A slot that is taken, of those that tracks of the pipeline wait for. */
export type TakenSlotRow = {
  readonly name: string;
  readonly slots: number;
  /** How many of this name are taken. */
  readonly taken: number;
  readonly pipelineId: number;
  readonly pipelineName: string;
  readonly folder: string;
  readonly number: number;
};

export type ClaimingRunnerRow = Pick<RunnerRow, "name" | "labels" | "slots"> & {
  readonly fences: readonly Fence[];
};

/** Of each name: a sentence names three. */
const MAX_HOLDERS = 3;
const MAX_WANTED = 1_000;

/** The track `t` may be undone by its undo script. Claims take such tracks first. */
const IS_UNDO_READY = sql`(t.state = 'reverting' and t.sleep is null and t.token is null)`;

/** The track `t` is ready, also to be undone, or about to launch or undo its child, and has no slot yet. */
const WAITS = sql`(t.state = 'pending' or ${IS_UNDO_READY} or (t.state in ('sleeping', 'reverting') and t.sleep = 'child'))
  and t.has_concurrency_claims = 1
  and not exists (select 1 from concurrency_slot as own where own.track_id = t.id)`;

/**
 * What keeps the ready tracks of a pipeline from being claimed, also those that are to be undone, in one trip: the slots that
 * they wait for, who has those, and the runners that claim tracks.
 */
export async function queuedTracks(
  tx: Queries,
  pipelineId: number,
): Promise<{ wanted: WantedSlotRow[]; taken: TakenSlotRow[]; runners: ClaimingRunnerRow[] }> {
  const [wanted, taken, runners] = await readTogether(tx, [
    builtStatement(wantedQuery(pipelineId)),
    builtStatement(takenQuery(pipelineId)),
    builtStatement(RUNNERS),
  ]);
  return {
    wanted: rowsOf<WantedSlotRow>(wanted, ["number", "slots", "place", "waiting"]),
    taken: rowsOf<TakenSlotRow>(taken, ["slots", "taken", "pipelineId", "number"]),
    runners: runnersIn(runners),
  };
}

/** The runners that claim tracks. */
export async function claimingRunners(tx: Queries): Promise<ClaimingRunnerRow[]> {
  const [runners] = await readTogether(tx, [builtStatement(RUNNERS)]);
  return runnersIn(runners);
}

function runnersIn(answer: Answer | undefined): ClaimingRunnerRow[] {
  return ((answer ?? []) as Record<string, unknown>[]).map((row) => ({
    name: String(row["name"]),
    labels: typeof row["labels"] === "string" ? JSON.parse(row["labels"]) : row["labels"],
    fences: fencesOf(String(row["fences"])),
    slots: Number(row["slots"]),
  }));
}

function namesOf(pipelineId: number): SQL {
  return sql`select n.name from track as t inner join concurrency_claim as n on n.track_id = t.id
    where t.pipeline_id = ${pipelineId} and ${WAITS}`;
}

function wantedQuery(pipelineId: number): SQL {
  return sql`select number, name, slots, place, waiting from (
      select t.pipeline_id, t.number, c.name, c.slots,
        row_number() over (partition by c.name
          order by ${IS_UNDO_READY} desc, coalesce(t.claim_at, t.due_at), t.id) as place,
        count(*) over (partition by c.name) as waiting
      from concurrency_claim as c inner join track as t on t.id = c.track_id
        inner join pipeline as p on p.id = t.pipeline_id
      where ${WAITS} and (p.id = ${pipelineId} or (p.is_paused = 0 and p.is_parent_paused = 0)) and c.name in (${namesOf(pipelineId)})) as w
    where w.pipeline_id = ${pipelineId} order by number, name limit ${MAX_WANTED}`;
}

function takenQuery(pipelineId: number): SQL {
  return sql`select name, slots, taken, pipelineId, pipelineName, folder, number from (
      select h.name, h.slots, p.id as pipelineId, p.name as pipelineName, f.path as folder, t.number,
        count(*) over (partition by h.name) as taken,
        row_number() over (partition by h.name order by h.slots, h.slot) as place
      from concurrency_slot as h inner join track as t on t.id = h.track_id
        inner join pipeline as p on p.id = t.pipeline_id
        inner join graph as g on g.id = p.graph_id inner join folder as f on f.id = g.folder_id
      where h.name in (${namesOf(pipelineId)})) as w
    where place <= ${MAX_HOLDERS} order by name, place`;
}

const RUNNERS = sql`select name, labels, fences, slots from runner where state = 'ready' order by started_at, id`;

function rowsOf<Row>(answer: Answer | undefined, numbers: readonly (keyof Row)[]): Row[] {
  return ((answer ?? []) as Record<string, unknown>[]).map((row) => {
    // Keys are bytes.
    const read: Record<string, unknown> = { ...row, name: Buffer.from(row["name"] as Uint8Array).toString() };
    for (const name of numbers) read[String(name)] = Number(row[String(name)]);
    return read as Row;
  });
}

/** Where a queued pipeline stands among those of its graph, and which pipelines take the places. */
export async function queuePlaceOf(
  tx: Queries,
  graphId: number,
  id: number,
): Promise<{ place: number; waiting: number; begun: number[]; begunCount: number }> {
  const [places, begun] = await readTogether(tx, [
    builtStatement(sql`select count(*) as waiting, coalesce(sum(id <= ${id}), 0) as place from pipeline
      where graph_id = ${graphId} and is_queued = 1 and state = 'running' and cancelled_by is null`),
    builtStatement(sql`select coalesce(counts_with, id) as id, count(*) over () as count from pipeline
      where graph_id = ${graphId} and is_queued = 0 and state in ('running', 'reverting')
      group by coalesce(counts_with, id) order by id limit ${MAX_HOLDERS}`),
  ]);
  const rows = (begun ?? []) as { id: unknown; count: unknown }[];
  const [counted] = (places ?? []) as { place: unknown; waiting: unknown }[];
  return {
    place: Number(counted?.place),
    waiting: Number(counted?.waiting),
    begun: rows.map((row) => Number(row.id)),
    begunCount: Number(rows[0]?.count ?? 0),
  };
}
