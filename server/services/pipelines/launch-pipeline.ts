import { writeJson } from "#engine/json/write-json.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { type LaunchLabels, labelLines } from "#engine/shape/launch-labels.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { putLauncher } from "#repos/approvals/approval-rows.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import { findRevision } from "#repos/graphs/revision-rows.ts";
import { findPipelineByKey } from "#repos/pipelines/pipeline-rows.ts";
import { type By, nameOf, personIdOf } from "../approvals/by.ts";
import { refuseImpossible } from "../approvals/refuse-impossible.ts";
import { refuseRetired } from "../graphs/revisions/retirement.ts";
import { sealIn } from "../graphs/seal-graph.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import { createPipeline } from "./create-pipeline.ts";
import { type AskedValues, launchValues } from "./launch-values.ts";

export type LaunchRequest = AskedValues & {
  readonly graph: string;
  readonly revision?: number;
  /** Of a draft: the save that was looked at. */
  readonly edit?: number;
  readonly name?: string;
  readonly key?: string;
  /** Added to the priority of each vertex: smaller goes first. */
  readonly priority?: number;
  readonly labels?: LaunchLabels;
};

/** Who launches, and the folders that they may read: a draft is sealed by that. `mayDesign` false: it is not changed. */
export type Launcher = {
  readonly actor: string | By;
  readonly readable: FolderIds;
  readonly mayDesign?: boolean | undefined;
};

/**
 * The pipeline of a launch; `isNew` is false where an earlier launch with the same key made it. `edit`: that of the draft now,
 * where it was the draft that was launched: the next one where graphs that it runs were pinned in it.
 */
export type LaunchResult = { readonly id: number; readonly isNew: boolean; readonly edit?: number };

/**
 * Launches a sealed revision, or the draft, which is then sealed in the same transaction. When it returns, the pipeline
 * and all its tracks are stored. The same key again gives the same pipeline.
 *
 * @param mayDesign whether they may change the draft: where it is launched, graphs that it runs are pinned in it.
 * @throws Refused `not-found`, `check-failed`, or `bad-input` with every invalid value; then nothing was written.
 */
export async function launchPipeline(
  database: Database,
  request: LaunchRequest,
  actor: string | By,
  readable: FolderIds = "all",
  mayDesign = true,
): Promise<LaunchResult> {
  try {
    return await transact(database, (tx) => launchIn(tx, request, { actor, readable, mayDesign }));
  } catch (error) {
    // Two launches used one key at once. The second one finds the pipeline of the first.
    const known =
      isDuplicateKey(error) && request.key ? await findPipelineByKey(database.queries, request.key) : null;
    if (known === null) throw error;
    return knownLaunch(database.queries, request, known.id, actor);
  }
}

async function launchIn(tx: Queries, request: LaunchRequest, by: Launcher): Promise<LaunchResult> {
  const known = request.key === undefined ? null : await findPipelineByKey(tx, request.key);
  const graph = await lockGraph(tx, request.graph);
  if (known !== null && graph !== null && known.graphId !== graph.id)
    return refuse("conflict", "A pipeline of another graph was launched with this key.", {
      kept: "Nothing was launched.",
      todo: "Use another key for each launch: the same key again gives the same pipeline.",
    });
  // The pipeline is found even if its graph was renamed or deleted since.
  if (known !== null) return knownLaunch(tx, request, known.id, by.actor);
  if (graph === null) return refuse("not-found", `There is no graph "${request.graph}".`);
  const { revisionId, ...draft } = await revisionToRun(tx, graph, request, by);
  return { ...(await launchRevision(tx, { graph, revisionId }, request, by)), ...draft };
}

/**
 * Launches a sealed revision within the caller's transaction, which holds the lock of its graph.
 *
 * @param isTest it is a part of a draft that is tested.
 * @throws Refused `bad-input` with every invalid value.
 */
export async function launchRevision(
  tx: Queries,
  { graph, revisionId, isTest = false }: { graph: GraphRow; revisionId: number; isTest?: boolean },
  request: Omit<LaunchRequest, "graph" | "revision">,
  by: Launcher,
): Promise<LaunchResult> {
  const sealed = await sealedPlan(tx, revisionId);
  const values = await launchValues(tx, sealed, request, graph);
  const { skippedAtLaunch } = values;
  const { labels = {} } = request;
  const id = await createPipeline(
    tx,
    { graphId: graph.id, sealed },
    {
      name: request.name?.trim() || graph.name,
      launchKey: request.key ?? null,
      ...values,
      priority: request.priority ?? 0,
      labels,
      isTest,
      actor: nameOf(by.actor),
    },
  );
  const personId = personIdOf(by.actor);
  if (personId !== null) await putLauncher(tx, { pipelineId: id, personId, hasLaunched: true });
  // Only a name is known of whoever launches in a test, or as a part of the product itself.
  if (typeof by.actor !== "string") {
    const isSkipped = (number: number) => skippedAtLaunch.has(number);
    await refuseImpossible(tx, {
      pipelineId: id,
      revisionId,
      readable: by.readable,
      isSkipped,
    });
  }
  noteForAudit(tx, by.actor, {
    object: { kind: "pipeline", id, name: request.name?.trim() || graph.name },
    after: {
      graph: graph.name,
      ...(isTest ? { isTest } : { revision: sealed.revision }),
      params: writeJson(values.params),
      ...(Object.keys(labels).length > 0 && { labels: labelLines(labels).join(", ") }),
    },
  });
  return { id, isNew: true };
}

/** The pipeline that a launch with the same key made before. */
export function knownLaunch(
  tx: Queries,
  { key }: { readonly key?: string },
  id: number,
  actor: string | By,
): LaunchResult {
  noteForAudit(tx, actor, { object: { kind: "pipeline", id }, after: { isNew: false, key } });
  return { id, isNew: false };
}

async function revisionToRun(
  tx: Queries,
  graph: GraphRow,
  { revision: number, edit }: Pick<LaunchRequest, "revision" | "edit">,
  by: Launcher,
): Promise<{ readonly revisionId: number; readonly edit?: number }> {
  const seen = edit === undefined ? {} : { edit };
  const sealed = number === undefined ? await sealIn(tx, graph, by, seen) : { number };
  const wanted = sealed.number;
  const revision = await findRevision(tx, graph.id, wanted);
  if (revision === null) return refuse("not-found", `${graph.name} has no sealed revision ${wanted}.`);
  refuseRetired(graph.name, revision);
  return { revisionId: revision.id, ...("edit" in sealed && { edit: sealed.edit }) };
}
