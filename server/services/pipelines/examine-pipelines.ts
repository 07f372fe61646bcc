import type { Examination, ExaminedPipeline } from "#contract/runners/fleet.ts";
import { type Violation, violationsOf } from "#engine/explain/diagnosis.ts";
import { resolveForm, resolveInputs } from "#engine/expressions/input-resolution.ts";
import { isDecidedByPerson } from "#engine/kinds/kinds.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isConnectionLost, isLockProblem, transact } from "#platform/database/db.ts";
import { runnerGaps } from "#repos/fleet/runner-rows.ts";
import { findPipeline, namesOf, pipelinesToExamine } from "#repos/pipelines/pipeline-rows.ts";
import { unreadableValues } from "#repos/pipelines/unreadable-value-rows.ts";
import { openPromptIds } from "#repos/tracks/prompt-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { examineChildren } from "./examine-children.ts";
import { findWaitRings } from "./find-wait-rings.ts";

/** All pipelines that run, and this many of those that ended last. */
const MAX_ENDED = 500;

/**
 * Examines the pipelines of a live database for violations, each under its own lock, which is held only briefly. With
 * `isRepair` it corrects what is certain in the same transaction, and records the correction as an event.
 */
export async function examinePipelines(
  database: Database,
  isRepair: boolean,
  actor: string,
): Promise<Examination> {
  const ids = await pipelinesToExamine(database.queries, MAX_ENDED);
  const inconsistent: ExaminedPipeline[] = [];
  for (const id of ids) {
    const found = (await unreadableIn(database, id)) ?? (await examined(database, id, isRepair, actor));
    if (found.violations.length > 0) inconsistent.push(found);
  }
  return {
    examined: ids.length,
    inconsistent: [...inconsistent, ...(await waitingInRings(database))],
    gaps: await runnerGaps(database.queries),
  };
}

/** A pipeline with stored values that cannot be read; null where all can. Nothing else of it can be examined. */
async function unreadableIn({ queries }: Database, id: number): Promise<ExaminedPipeline | null> {
  const values = await unreadableValues(queries, id);
  if (values.length === 0) return null;
  const { name, vertices } = await namesOf(queries, id);
  return {
    pipeline: id,
    name,
    violations: values.map(({ place, number, problem }) => {
      const text = `The value in ${place} cannot be read or shown: ${problem}`;
      const vertex = number === null ? null : (vertices[number] ?? String(number));
      return { code: "unreadable-value", vertex, text, isRepairable: false };
    }),
  };
}

/** One pipeline, under its lock. One that cannot be read at all is said to be so, and the others are examined. */
async function examined(
  database: Database,
  id: number,
  isRepair: boolean,
  actor: string,
): Promise<ExaminedPipeline> {
  try {
    return await transact(database, (tx) =>
      withPipeline(tx, id, (session) => examine(session, isRepair, actor)),
    );
  } catch (error) {
    if (isConnectionLost(error) || isLockProblem(error)) throw error;
    // Retention is removing it, or has removed it.
    if ((await findPipeline(database.queries, id)) === null)
      return { pipeline: id, name: "", violations: [] };
    const text = `It cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    const { name } = await namesOf(database.queries, id);
    return {
      pipeline: id,
      name,
      violations: [{ code: "unreadable", vertex: null, text, isRepairable: false }],
    };
  }
}

/** Pipelines that wait for each other, so that none of them can go on. Only a person can end that. */
async function waitingInRings({ queries }: Database): Promise<ExaminedPipeline[]> {
  const { rings } = await findWaitRings(queries);
  return rings.flatMap(({ waiters, text }) =>
    waiters.map(({ pipeline, name, track }) => ({
      pipeline,
      name,
      violations: [{ code: "waits-in-a-ring", vertex: track?.vertex ?? null, text, isRepairable: false }],
    })),
  );
}

async function examine(
  session: PipelineSession,
  isRepair: boolean,
  actor: string,
): Promise<ExaminedPipeline> {
  await session.load("all");
  const rows = await tracksOf(session.tx, session.row.id);
  const prompts = await openPromptIds(
    session.tx,
    rows.map(({ id }) => id),
  );
  const records = new Map(
    rows.map(({ id, number, dueAt }) => [number, session.record(number, dueAt !== null, prompts.has(id))]),
  );
  const violations = violationsOf(session.plan, session.row, records);
  const others = await examineChildren(session, isRepair, actor);
  if (isRepair && violations.some(({ repair }) => repair !== null)) {
    const { id, name } = session.row;
    const repaired = violations.filter(({ repair }) => repair !== null).map(({ code }) => code);
    noteForAudit(session.tx, actor, {
      object: { kind: "pipeline", id, name },
      after: { repaired: repaired.join(", ") },
    });
    for (const violation of violations) await repair(session, violation, actor);
    // Then what the corrected counters lead to, such as the end of a pipeline whose tracks have all ended.
    await session.decide({ type: "examined" }, actor);
  }
  return {
    pipeline: session.row.id,
    name: session.row.name,
    violations: [
      ...violations.map(({ code, number, text, repair }) => ({
        code,
        vertex: number === null ? null : (session.plan.vertices[number]?.name ?? null),
        text,
        isRepairable: repair !== null,
      })),
      ...others,
    ],
  };
}

async function repair(
  session: PipelineSession,
  { repair, number, text }: Violation,
  actor: string,
): Promise<void> {
  if (repair === null) return;
  if (repair.do === "recount") {
    const { do: _do, ...counts } = repair;
    session.adjustPipeline(counts);
  } else if (number !== null) {
    if (repair.do === "recount-edges") session.adjust(number, { waits: repair.waits, live: repair.live });
    if (repair.do === "set-due") session.adjust(number, { due: 0 });
    if (repair.do === "withdraw-prompt") session.writes.withdrawPrompt(session.track(number).id);
    if (repair.do === "open-prompt")
      session.writes.openPrompt(number, session.vertex(number), await asksOf(session, number));
    if (repair.do === "mark-lost")
      await session.decide({ type: "lost", number, reason: "lost: no runner has claimed it" }, actor);
  }
  session.remark(number, `repaired: ${text}`, actor);
}

async function asksOf(session: PipelineSession, number: number) {
  const { answers } = session.track(number);
  const vertex = session.vertex(number);
  const specs = vertex.spec.inputs ?? {};
  const facts = await session.factsFor(number);
  const sources = { specs, answers, launch: session.givenTo(number), facts };
  const resolved = isDecidedByPerson(vertex) ? resolveForm(sources) : resolveInputs(sources);
  return resolved.kind === "ask" ? resolved.ask : [];
}
