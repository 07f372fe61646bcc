import type { RefusalCode } from "#contract/refusal.ts";
import type { Values } from "#engine/json/json.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { type AuditNote, takeAuditNote } from "#platform/audit/audit-note.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import { findGraphById } from "#repos/graphs/graph-rows.ts";
import { latestSealed } from "#repos/graphs/revision-rows.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import type { By } from "../approvals/by.ts";
import { Refused, refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { judge } from "../rights/judge.ts";
import { foldersAllowed } from "../rights/readable-folders.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";
import { launchPipeline } from "./launch-pipeline.ts";

/** What a schedule or a trigger launches. */
export type LaunchRule = {
  readonly graphId: number;
  /** null: the revision that was sealed last and is not retired. */
  readonly revision: number | null;
  readonly params: Values;
  readonly pipelineName: string | null;
  readonly priority: number;
  readonly labels: LaunchLabels | null;
};

export type RuleLauncher = By & Pick<Actor, "rights">;

/** What became of a launch. */
export type RuleLaunch =
  | { readonly isLaunched: true; readonly pipelineId: number; readonly audit: AuditNote | null }
  | { readonly isLaunched: false; readonly code: RefusalCode; readonly reason: string };

/**
 * Launches a pipeline for a schedule or a trigger, with the rights that its owner has now. A refusal is a result, and
 * leaves nothing of the launch.
 *
 * @param database in the transaction that holds the row of the schedule or the trigger.
 * @param key a second launch with it gives the same pipeline.
 */
export async function launchByRule(
  database: Database,
  rule: LaunchRule,
  launcherOf: (tx: Queries) => Promise<RuleLauncher>,
  key: string,
): Promise<RuleLaunch> {
  const tx = database.queries;
  try {
    const graph = await findGraphById(tx, rule.graphId);
    if (graph === null) return refuse("not-found", "Its graph was deleted.");
    const launcher = await launcherOf(tx);
    await judge(tx, launcher, "launch", { kind: "graph", name: graph.name });
    const revision = rule.revision ?? (await latestSealed(tx, graph.id));
    if (revision === null)
      return refuse(
        "state-forbids",
        `${graph.name} has no sealed revision, or all are retired: nothing can be launched.`,
      );
    const { id } = await launchPipeline(
      database,
      {
        graph: graph.name,
        revision,
        params: rule.params,
        inputs: {},
        priority: rule.priority,
        labels: rule.labels ?? {},
        key,
        ...(rule.pipelineName !== null && { name: rule.pipelineName }),
      },
      { name: launcher.name, personId: launcher.personId },
      await foldersAllowed(tx, launcher.rights, "read"),
    );
    return { isLaunched: true, pipelineId: id, audit: takeAuditNote(tx) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    takeAuditNote(tx);
    return { isLaunched: false, code: error.refusal.code, reason: cutText(textOf(error), 1_000) };
  }
}

function textOf({ refusal: { text, problems = [] } }: Refused): string {
  const more = problems.map((problem) => problem.text).filter((each) => !text.includes(each));
  return [text, ...more].join(" ");
}

/** It acts for the person who published it. One that the command line published may do everything. */
export async function launcherFor(tx: Queries, name: string, ownerId: number | null): Promise<RuleLauncher> {
  if (ownerId !== null && (await findPerson(tx, ownerId)) === null)
    return refuse("not-allowed", "Whoever published it was removed. Publish it again.");
  return { name, personId: ownerId, rights: await rightsOfPerson(tx, ownerId) };
}
