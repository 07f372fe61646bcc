import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";

const OPEN = OPEN_PIPELINE_STATES.map((state) => `'${state}'`).join(", ");
/**
 * The keys are drawn with each rev, so that no two changes outweigh each other. What people do has an entry in the audit,
 * also where it makes or changes a graph, or changes an ended pipeline or who may see what.
 */
const SIGN = `select count(*) as open, coalesce(sum(rev), 0) as revs, coalesce(sum(rev_key), 0) as rev_keys,
  (select max(id) from pipeline) as pipeline, (select max(id) from answer) as answer,
  (select max(last_id) from audit_head) as entry,
  (select concat_ws('/', sum(id), sum(id * is_idle)) from presence) as present,
  (select concat_ws('/', sum(state = 'ready'), sum(state = 'draining'), sum(id * (state = 'ready')), sum(id * (state = 'draining')))
    from runner where state in ('ready', 'draining')) as runners
  from pipeline where state in (${OPEN})`;

/**
 * A text that is another one after each change of pipelines and answers, of which runners are ready or draining, of what
 * people do, and of which drafts they have open. It reads the pipelines that have not ended. Refused calls make it another one, too.
 */
export async function signOfChange(tx: Queries): Promise<string> {
  const [rows] = await readTogether(tx, [{ text: SIGN, values: [] }]);
  return Object.values((rows as readonly Record<string, unknown>[])[0] ?? {}).join(" ");
}
