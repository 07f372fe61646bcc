import type { EvidenceBefore, EvidenceNext, LastApproved, PromptEvidence } from "#contract/prompts/inbox.ts";
import { diffContents } from "#engine/graph-file/content-diff.ts";
import { kindOf } from "#engine/kinds/kinds.ts";
import type { Plan, PlanEdge, PlanVertex } from "#engine/plan/plan.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { answersBefore } from "#repos/tracks/inbox-rows.ts";
import { findPrompt } from "#repos/tracks/prompt-rows.ts";
import { type TrackRow, tracksByNumber } from "#repos/tracks/track-rows.ts";
import { planOfPipeline, sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import { orProblem } from "../stored-logs/log-file-problem.ts";
import { lastOfStoredLog } from "../stored-logs/read-stored-log.ts";
import { logEndText } from "./log-end.ts";

/** So many vertices before and behind are shown; the others are counted. */
const MAX_SHOWN = 12;
/** Of a log, only so much of its end is read. */
const MAX_CHUNKS = 40;
const MAX_CHUNK_BYTES = 4_096;
/** Of earlier answers, so many are looked through for an approval. */
const MAX_ANSWERS = 50;

/**
 * What ran right before a prompt and what it said, what runs next exactly as it was sealed, and what differs from the
 * content that was approved last.
 *
 * @throws Refused `not-found`.
 */
export async function showEvidence(tx: Queries, id: number): Promise<PromptEvidence> {
  const located = await findPrompt(tx, id);
  if (located === null) return refuse("not-found", `There is no prompt ${id}.`);
  const found = await findPipeline(tx, located.pipelineId);
  if (found === null) throw new Error(`Prompt ${id} belongs to no pipeline.`);
  const { plan, file } = await planOfPipeline(tx, found.pipeline);
  const vertex = plan.vertices[located.number];
  if (vertex === undefined) throw new Error(`Prompt ${id} belongs to no vertex.`);
  const tails = [...new Set(vertex.ins.map(({ tail }) => tail))];
  const next = nextOf(plan, vertex);
  const isApproval = kindOf(vertex.spec).carriedOutBy === "person";
  return {
    before: await beforeOf(tx, plan, located.pipelineId, tails.slice(0, MAX_SHOWN)),
    beforeCount: tails.length,
    next: next.slice(0, MAX_SHOWN),
    nextCount: next.length,
    lastApproved: isApproval
      ? await lastApproved(tx, { promptId: id, graphId: found.pipeline.graphId, vertex: vertex.name }, file)
      : null,
  };
}

async function beforeOf(
  tx: Queries,
  plan: Plan,
  pipelineId: number,
  numbers: readonly number[],
): Promise<EvidenceBefore[]> {
  const before: EvidenceBefore[] = [];
  for (const track of numbers.length === 0 ? [] : await tracksByNumber(tx, pipelineId, numbers))
    before.push({
      vertex: plan.vertices[track.number]?.name ?? String(track.number),
      state: track.state,
      reason: track.reason,
      outputs: track.outputs,
      logEnd: await logEndOf(tx, track),
      attempt: track.attempt,
    });
  return before;
}

/** The last lines of the log of the newest attempt. */
async function logEndOf(tx: Queries, { id, attempt }: TrackRow): Promise<string> {
  if (attempt === 0) return "";
  const place = { trackId: id, attempt };
  const read = await orProblem(lastOfStoredLog(tx, place, MAX_CHUNKS, MAX_CHUNK_BYTES));
  return "ok" in read ? logEndText(read.ok) : read.problem;
}

/** The vertex itself where it executes something, and the heads that do not wait for a timer. */
function nextOf(plan: Plan, vertex: PlanVertex): EvidenceNext[] {
  const own = kindOf(vertex.spec).carriedOutBy === "person" ? [] : [{ vertex, edge: null }];
  const heads = vertex.outs
    .filter(({ after }) => after === null)
    .flatMap((edge) => {
      const head = plan.vertices[edge.head];
      return head === undefined ? [] : [{ vertex: head, edge }];
    });
  return [...own, ...heads].map(({ vertex: { name, spec }, edge }) => ({
    vertex: name,
    spec,
    when: edge === null ? null : conditionOf(edge),
  }));
}

function conditionOf({ when, isDefault }: PlanEdge): string | null {
  if (isDefault) return "otherwise";
  if (when === "succeeded") return null;
  return typeof when === "object" ? when.text : when;
}

async function lastApproved(
  tx: Queries,
  about: Parameters<typeof answersBefore>[1],
  { content }: Awaited<ReturnType<typeof sealedPlan>>["file"],
): Promise<LastApproved | null> {
  const answers = await answersBefore(tx, about, MAX_ANSWERS);
  const last = answers.find(({ values }) => values["verdict"] === "approve");
  if (last === undefined) return null;
  const { pipelineId, revisionId, revision, digest, by, at } = last;
  const before = await sealedPlan(tx, revisionId);
  return {
    pipelineId,
    revision: revision ?? 0,
    digest,
    by,
    at,
    diff: diffContents(before.file.content, content),
  };
}
