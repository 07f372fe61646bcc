import type { Examination, ExaminedPipeline } from "#contract/fleet.ts";
import { type Violation, violationsOf } from "#engine/explain/diagnosis.ts";
import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { pipelinesToExamine } from "#repos/pipelines/pipeline-rows.ts";
import { openPromptIds } from "#repos/tracks/prompt-rows.ts";
import { trackIdsOf } from "#repos/tracks/track-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";

/** Everything that runs, and so many of those that ended last. */
const MAX_ENDED = 500;

/**
 * Looks at the pipelines of a live database for states that cannot be; each under its own lock, for as long as looking at
 * one takes. With `isRepair` it sets right what is certain, in the same transaction, and writes that among the events.
 */
export async function examinePipelines(
  database: Database,
  isRepair: boolean,
  actor: string,
): Promise<Examination> {
  const ids = await pipelinesToExamine(database.queries, MAX_ENDED);
  const ill: ExaminedPipeline[] = [];
  for (const id of ids) {
    const found = await transact(database, (tx) => examine(tx, id, isRepair, actor));
    if (found !== null && found.violations.length > 0) ill.push(found);
  }
  return { examined: ids.length, ill };
}

async function examine(
  tx: Queries,
  id: number,
  isRepair: boolean,
  actor: string,
): Promise<ExaminedPipeline | null> {
  const open = await PipelineSession.open(tx, id);
  if (open === null) return null;
  await open.load("all");
  const trackIds = await trackIdsOf(tx, id);
  const prompts = await openPromptIds(tx, [...trackIds.values()]);
  const hasPrompt = (number: number) => prompts.has(trackIds.get(number) ?? -1);
  const records = new Map(
    open.plan.vertices.map(({ number }) => [number, open.record(number, hasPrompt(number))]),
  );
  const violations = violationsOf(open.plan, open.row, records);
  if (isRepair && violations.some(({ repair }) => repair !== null)) {
    for (const violation of violations) await repair(open, violation, actor);
    // What the right counters lead to, such as the end of a pipeline whose tracks have all ended.
    await open.apply({ type: "examined" }, actor);
    await open.write();
  }
  return {
    pipeline: id,
    name: open.row.name,
    violations: violations.map(({ code, number, text, repair }) => ({
      code,
      vertex: number === null ? null : (open.plan.vertices[number]?.name ?? null),
      text,
      isRepairable: repair !== null,
    })),
  };
}

async function repair(
  open: PipelineSession,
  { repair, number, text }: Violation,
  actor: string,
): Promise<void> {
  if (repair === null) return;
  if (repair.do === "count") open.recount(repair);
  else if (number !== null) {
    if (repair.do === "edges") open.adjust(number, { waits: repair.waits, live: repair.live });
    if (repair.do === "wake") open.adjust(number, { due: 0 });
    if (repair.do === "withdraw") open.setAsking(number, null);
    if (repair.do === "ask") open.setAsking(number, asksOf(open, number));
    if (repair.do === "lose")
      await open.apply({ type: "lost", number, reason: "lost: no runner has claimed it" }, actor);
  }
  open.remark(number, `repaired: ${text}`, actor);
}

function asksOf(open: PipelineSession, number: number) {
  const { answers } = open.track(number);
  const specs = open.plan.vertices[number]?.spec.inputs ?? {};
  const facts = { params: {}, pipeline: {}, outputs: {} };
  const resolved = resolveInputs({ specs, answers, launch: open.givenTo(number), facts });
  return resolved.kind === "ask" ? resolved.ask : [];
}
