import { MAX_LISTED_PROMPTS, type PromptField, type PromptView } from "#contract/prompts/prompts.ts";
import { whyWithdrawn } from "#engine/explain/why-withdrawn.ts";
import { ownOf } from "#engine/json/json.ts";
import { titleText } from "#engine/kinds/approval/approval-title.ts";
import { kindOf } from "#engine/kinds/kinds.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { approvalsOf } from "#repos/approvals/approval-rows.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { findPrompt, type LocatedPrompt, listPrompts } from "#repos/tracks/prompt-rows.ts";
import { approvalState } from "../approvals/approval-state.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";

/**
 * Prompts in one state: open ones oldest first, closed ones newest first.
 *
 * @param actor who looks: each approval says whether they can answer it.
 */
export async function listPromptViews(
  tx: Queries,
  state: PromptView["state"],
  folders: FolderIds = "all",
  actor: Actor | null = null,
): Promise<PromptView[]> {
  const views: PromptView[] = [];
  for (const located of await listPrompts(tx, state, MAX_LISTED_PROMPTS, folders))
    views.push(await viewOf(tx, located, actor));
  return views;
}

/**
 * One prompt, with what its form needs.
 *
 * @throws Refused `not-found`.
 */
export async function showPrompt(tx: Queries, id: number, actor: Actor | null = null): Promise<PromptView> {
  const located = await findPrompt(tx, id);
  if (located === null)
    return refuse("not-found", `There is no prompt ${id}.`, { command: { verb: "prompt list" } });
  return viewOf(tx, located, actor);
}

async function viewOf(
  tx: Queries,
  { prompt, answer, pipelineId, number, dueAt, dueInMs, trackState, trackReason }: LocatedPrompt,
  actor: Actor | null,
): Promise<PromptView> {
  const found = await findPipeline(tx, pipelineId);
  if (found === null) throw new Error(`Prompt ${prompt.id} belongs to no pipeline.`);
  const { plan } = await planOfPipeline(tx, found.pipeline);
  const vertex = plan.vertices[number];
  if (vertex === undefined) throw new Error(`Prompt ${prompt.id} belongs to no vertex.`);
  const specs = vertex.spec.inputs ?? {};
  const kind = kindOf(vertex.spec);
  const asks = prompt.asks.flatMap(({ name, prefill, isShown = false }) => {
    const spec = ownOf(specs, name);
    return spec === undefined ? [] : [{ isShown, field: { name, spec, prefill } }];
  });
  const known = Object.fromEntries(
    asks.flatMap(({ field: { name, prefill } }) => (prefill === undefined ? [] : [[name, prefill]])),
  );
  const about = {
    vertex,
    pipelineId,
    revisionId: found.pipeline.revisionId,
    promptId: prompt.id,
    isOpen: prompt.state === "open",
  };
  const state = kind.carriedOutBy === "person" ? await approvalState(tx, about, actor) : null;
  const isFixed = state !== null && prompt.state === "open" && state.approvals.length > 0;
  // Everybody approves the values of the first approval.
  const approved = isFixed ? ((await approvalsOf(tx, prompt.id))[0]?.values ?? {}) : {};
  const title =
    kind.carriedOutBy === "person"
      ? titleText(kind.question(vertex.spec).title, specs, { ...known, ...approved, ...answer?.values })
      : null;
  const approval = state === null ? null : { title, dueAt, dueInMs: about.isOpen ? dueInMs : null, ...state };
  const fieldOf = (field: PromptField): PromptField => ({
    ...field,
    prefill: ownOf(approved, field.name) ?? field.prefill,
  });
  const nameOf = (each: number) => plan.vertices[each]?.name ?? String(each);
  return {
    id: prompt.id,
    state: prompt.state,
    pipeline: { id: pipelineId, name: found.pipeline.name },
    graph: found.graphName,
    folder: found.folder,
    revision: found.revisionNumber ?? 0,
    digest: found.digest,
    vertex: vertex.name,
    description: vertex.spec.description ?? null,
    approval,
    fields: asks.flatMap(({ isShown, field }) => (isShown || isFixed ? [] : [field])),
    shown: asks.flatMap(({ isShown, field }) => (isShown ? [field] : isFixed ? [fieldOf(field)] : [])),
    script: vertex.spec.script ?? null,
    before: vertex.ins.map(({ tail }) => nameOf(tail)),
    // The head of a timer does not wait for the answer.
    after: vertex.outs.filter(({ after }) => after === null).map(({ head }) => nameOf(head)),
    openedAt: prompt.openedAt,
    closedAt: prompt.closedAt,
    whyWithdrawn:
      prompt.state === "withdrawn"
        ? whyWithdrawn({
            cancelledBy: found.pipeline.cancelledBy,
            track: { state: trackState, reason: trackReason },
          })
        : null,
    answeredBy: answer?.answeredBy ?? null,
    values: answer?.values ?? null,
    comment: answer?.comment ?? null,
  };
}
