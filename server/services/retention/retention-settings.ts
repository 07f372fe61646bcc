import type { RetentionInput, RetentionView } from "#contract/retention.ts";
import { KEEP_ALL, policyProblem, type RetentionPolicy } from "#engine/retention/retention-policy.ts";
import { mayIn } from "#engine/rights/policy.ts";
import type { AuditedObject } from "#platform/audit/audit-note.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import {
  DEFAULT_POLICY,
  deletePolicy,
  findPolicy,
  listPolicies,
  lockPolicy,
  type PlacedPolicy,
  putPolicy,
} from "#repos/retention/policy-rows.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { refuseStale, refuseTaken } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { refuseUnknown } from "../rights/judge.ts";

/** A policy has no name of its own that could be another one. */
const LOOK = "Look at it as it is now, then change it again.";

type Given = Pick<RetentionInput, "pipelineDays" | "pipelineLast" | "logDays" | "historyDays">;

/** The default of the server, and the policies of the graphs that an actor may read. */
export async function showRetention(tx: Queries, { rights }: Actor): Promise<RetentionView[]> {
  const found = await listPolicies(tx);
  const usual = found.find(({ policy }) => policy.graphId === DEFAULT_POLICY);
  const own = found.filter(
    ({ path, testOf }) => testOf === null && path !== null && mayIn(rights, "read", path),
  );
  return [
    usual === undefined ? { id: DEFAULT_POLICY, ...unsetView(null) } : viewOf(usual),
    ...own.map(viewOf),
  ];
}

function viewOf({ policy, graph, isDeleted, path }: Omit<PlacedPolicy, "testOf">): RetentionView {
  const { graphId: id, changedAt, changedBy } = policy;
  return { id, graph, isDeleted, folder: path, policy: policyIn(policy), changedAt, changedBy };
}

function unsetView(graph: string | null): Omit<RetentionView, "id"> {
  return { graph, isDeleted: false, folder: null, policy: KEEP_ALL, changedAt: null, changedBy: null };
}

/** A policy as it was given: what is left out is kept. @throws Refused `bad-input`. */
export function policyIn({ pipelineDays, pipelineLast, logDays, historyDays }: Given): RetentionPolicy {
  return {
    pipelineDays: pipelineDays ?? null,
    pipelineLast: pipelineLast ?? null,
    logDays: logDays ?? null,
    historyDays: historyDays ?? null,
  };
}

/** The same, checked. @throws Refused `bad-input`. */
export function checkedPolicy(given: Given): RetentionPolicy {
  const policy = policyIn(given);
  const problem = policyProblem(policy);
  if (problem !== null) refuseProblems([problem], "this retention");
  return policy;
}

/**
 * Sets for how long the pipelines of a graph are kept, or those of all graphs that have no policy of their own.
 *
 * @throws Refused `not-found`; `bad-input`; `conflict` where it is not what the caller saw.
 */
export async function setRetention(
  database: Database,
  input: RetentionInput,
  actor: Actor,
): Promise<RetentionView> {
  const { graph, useDefault = false, version, ...given } = input;
  return transact(database, async (tx) => {
    const graphId = await graphIdOf(tx, graph);
    const policy = checkedPolicy(given);
    if (useDefault && (graph === undefined || Object.values(given).some((value) => value != null)))
      return refuse("bad-input", "The default is used by a graph that has no policy of its own.", {
        problems: [{ path: "useDefault", text: "Give only the graph beside it." }],
        kept: "Nothing was written.",
      });
    const before = await lockPolicy(tx, graphId);
    const stored =
      before === null ? undefined : { version: before.changedAt.getTime(), savedBy: before.changedBy };
    refuseStale(nameOf(graph), stored, version, { taken: LOOK });
    if (useDefault) await deletePolicy(tx, graphId);
    else if (!(await putPolicy(tx, graphId, policy, actor.name)) && version === 0)
      // Somebody else set one at the same moment.
      return refuseTaken(nameOf(graph), undefined, LOOK);
    noteForAudit(tx, actor, {
      object: objectOf(graph),
      ...(before !== null && { before: policyIn(before) }),
      after: useDefault ? { useDefault } : policy,
    });
    const after = await findPolicy(tx, useDefault ? DEFAULT_POLICY : graphId);
    const shown = { graph: graph ?? null, isDeleted: false, path: null };
    return {
      ...(after === null ? unsetView(shown.graph) : viewOf({ policy: after, ...shown })),
      id: graphId,
    };
  });
}

function nameOf(graph: string | undefined): string {
  return graph === undefined ? "default of retention" : `policy of the graph "${graph}"`;
}

/** The id of a graph; that of the default where none is given. @throws Refused `not-found`. */
export async function graphIdOf(tx: Queries, name: string | undefined): Promise<number> {
  if (name === undefined) return DEFAULT_POLICY;
  return ((await findGraph(tx, name)) ?? refuseUnknown({ kind: "graph", name })).id;
}

/** What the audit says that retention was about. */
export function objectOf(graph: string | undefined): AuditedObject {
  return graph === undefined ? { kind: "retention", name: "all graphs" } : { kind: "graph", name: graph };
}
