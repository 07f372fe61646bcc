import { sql } from "drizzle-orm";
import type { NeedsBelow } from "#engine/explain/needs-person.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { Answer, Statement } from "#platform/database/statement.ts";
import { builtStatement } from "../../write-together.ts";

/** `pipelineId` and `number` name the track. */
export type NeedsBelowRow = NeedsBelow & { readonly pipelineId: number; readonly number: number };

/** The child pipeline `c` that the track `t` waits for. */
const CHILD_OF_TRACK = sql`inner join pipeline as c on c.parent_id = t.pipeline_id and c.parent_number = t.number
  and c.parent_attempt = t.attempt and c.state in ('running', 'reverting')
  where t.state = 'sleeping' and t.sleep = 'child'`;

/**
 * For each track of these pipelines that waits for a child pipeline: what waits for a person in that pipeline and in all
 * below it, at any depth. A track below which nothing waits for a person has no row. Pipelines of graphs in other folders
 * than that of the asked pipeline, and those below it, are not counted: only that one of them waits is said.
 */
export async function needsBelow(tx: Queries, pipelineIds: readonly number[]): Promise<NeedsBelowRow[]> {
  if (pipelineIds.length === 0) return [];
  const [rows] = await readTogether(tx, [needsBelowQuery(pipelineIds)]);
  return readNeedsBelow(rows);
}

/** The question of `needsBelow`, to be sent together with others; `readNeedsBelow` reads its answer. */
export function needsBelowQuery(pipelineIds: readonly number[]): Statement {
  return builtStatement(sql`
    with recursive below (root, number, id) as (
      select t.pipeline_id, t.number, c.id from track as t ${CHILD_OF_TRACK} and t.pipeline_id in ${[...pipelineIds]}
      union all
      select b.root, b.number, c.id from below as b inner join track as t on t.pipeline_id = b.id ${CHILD_OF_TRACK}
    ),
    needing as (
      select b.root, b.number, b.id, p.is_paused,
        rf.path = '' or f.path = rf.path or left(f.path, char_length(rf.path) + 1) = concat(rf.path, '/') as is_within,
        count(case t.state when 'prompting' then 1 end) as prompting,
        count(case t.state when 'lost' then 1 end) as lost,
        if(p.state = 'running', p.failed_tracks, 0) as failed,
        count(case t.sleep when 'break' then 1 end) as stopped,
        count(case t.sleep when 'undo' then 1 end) as toMend
      from below as b
        inner join pipeline as p on p.id = b.id
        inner join graph as g on g.id = p.graph_id
        inner join folder as f on f.id = g.folder_id
        inner join pipeline as r on r.id = b.root
        inner join graph as rg on rg.id = r.graph_id
        inner join folder as rf on rf.id = rg.folder_id
        left join track as t on t.pipeline_id = b.id
          and (t.sleep in ('break', 'undo') or t.state in ('prompting', 'lost'))
      group by b.root, b.number, b.id, p.is_paused, p.state, p.failed_tracks, f.path, rf.path
      having p.is_paused = 1 or count(t.id) > 0 or failed > 0
    )
    select root as pipelineId, number, min(case is_within when 1 then id end) as first,
      sum(is_within) as pipelines, min(is_within) = 0 as isElsewhere,
      sum(is_within * is_paused) as paused, sum(is_within * prompting) as prompting, sum(is_within * lost) as lost,
      sum(is_within * failed) as failed, sum(is_within * stopped) as stopped, sum(is_within * toMend) as toMend
    from needing group by root, number order by root, number`);
}

/** What `needsBelowQuery` found; nothing where it was not asked. */
export function readNeedsBelow(answer: Answer | undefined): NeedsBelowRow[] {
  return ((answer ?? []) as Record<keyof NeedsBelowRow, unknown>[]).map((row) => ({
    pipelineId: Number(row.pipelineId),
    number: Number(row.number),
    first: row.first === null ? null : Number(row.first),
    isElsewhere: Number(row.isElsewhere) === 1,
    pipelines: Number(row.pipelines),
    paused: Number(row.paused),
    prompting: Number(row.prompting),
    lost: Number(row.lost),
    failed: Number(row.failed),
    stopped: Number(row.stopped),
    toMend: Number(row.toMend),
  }));
}
