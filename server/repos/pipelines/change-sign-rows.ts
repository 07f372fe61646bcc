import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";

const OPEN = OPEN_PIPELINE_STATES.map((state) => `'${state}'`).join(", ");
const SIGN = `select count(*) as open, coalesce(sum(rev), 0) as revs,
  (select max(id) from pipeline) as pipeline, (select max(id) from answer) as answer,
  (select max(id) from graph) as graph, (select count(*) from runner where state = 'ready') as runners
  from pipeline where state in (${OPEN})`;

/**
 * A text that is another one after nearly every change of pipelines, answers, graphs and runners. It reads the pipelines
 * that have not ended. Two changes may outweigh each other, so it is a net, and not the only sign.
 */
export async function signOfChange(tx: Queries): Promise<string> {
  const [rows] = await readTogether(tx, [{ text: SIGN, values: [] }]);
  return Object.values((rows as readonly Record<string, unknown>[])[0] ?? {}).join(" ");
}
