import type { Examination, ExaminedPipeline } from "#contract/fleet.ts";
import { type Ailment, ailmentsOf } from "#engine/explain/diagnosis.ts";
import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { pipelinesToExamine } from "#repos/run/pipeline-rows.ts";
import { openPromptIds } from "#repos/run/prompt-rows.ts";
import { trackIdsOf } from "#repos/run/track-rows.ts";
import { OpenPipeline } from "../pipeline-session/pipeline-session.ts";

/** Everything that runs, and so many of those that ended last. */
const MOST_ENDED = 500;

/**
 * Looks at the pipelines of a live database for states that cannot be; each under its own lock, for as long as looking at
 * one takes. With `isRepair` it sets right what is certain, in the same transaction, and writes that among the events.
 */
export async function examinePipelines(
  database: Database,
  isRepair: boolean,
  actor: string,
): Promise<Examination> {
  const ids = await pipelinesToExamine(database.queries, MOST_ENDED);
  const ill: ExaminedPipeline[] = [];
  for (const id of ids) {
    const found = await transact(database, (tx) => examine(tx, id, isRepair, actor));
    if (found !== null && found.ailments.length > 0) ill.push(found);
  }
  return { examined: ids.length, ill };
}

async function examine(
  tx: Queries,
  id: number,
  isRepair: boolean,
  actor: string,
): Promise<ExaminedPipeline | null> {
  const open = await OpenPipeline.open(tx, id);
  if (open === null) return null;
  await open.load("all");
  const trackIds = await trackIdsOf(tx, id);
  const prompts = await openPromptIds(tx, [...trackIds.values()]);
  const hasPrompt = (number: number) => prompts.has(trackIds.get(number) ?? -1);
  const records = new Map(
    open.plan.vertices.map(({ number }) => [number, open.record(number, hasPrompt(number))]),
  );
  const ailments = ailmentsOf(open.plan, open.row, records);
  if (isRepair && ailments.some(({ cure }) => cure !== null)) {
    for (const ailment of ailments) await repair(open, ailment, actor);
    // What the right counters lead to, such as the end of a pipeline whose tracks have all ended.
    await open.apply({ type: "examined" }, actor);
    await open.write();
  }
  return {
    pipeline: id,
    name: open.row.name,
    ailments: ailments.map(({ code, number, text, cure }) => ({
      code,
      vertex: number === null ? null : (open.plan.vertices[number]?.name ?? null),
      text,
      isRepairable: cure !== null,
    })),
  };
}

async function repair(open: OpenPipeline, { cure, number, text }: Ailment, actor: string): Promise<void> {
  if (cure === null) return;
  if (cure.do === "count") open.recount(cure);
  else if (number !== null) {
    if (cure.do === "edges") open.adjust(number, { waits: cure.waits, live: cure.live });
    if (cure.do === "wake") open.adjust(number, { due: 0 });
    if (cure.do === "withdraw") open.setAsking(number, null);
    if (cure.do === "ask") open.setAsking(number, asksOf(open, number));
    if (cure.do === "lose")
      await open.apply({ type: "vanished", number, reason: "lost: no runner holds it" }, actor);
  }
  open.remark(number, `repaired: ${text}`, actor);
}

function asksOf(open: OpenPipeline, number: number) {
  const { answers } = open.track(number);
  const specs = open.plan.vertices[number]?.spec.inputs ?? {};
  const facts = { params: {}, pipeline: {}, outputs: {} };
  const resolved = resolveInputs({ specs, answers, launch: open.givenTo(number), facts });
  return resolved.kind === "ask" ? resolved.ask : [];
}
