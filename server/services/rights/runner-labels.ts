import type { BoundLabelView } from "#contract/folders.ts";
import { folderText, isWithin } from "#engine/rights/folder-path.ts";
import { mayIn } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { boundLabels, deleteRunnerLabel, putRunnerLabel } from "#repos/rights/runner-label-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "./actor.ts";
import { keptFolderAt } from "./folders.ts";

/** The labels that are bound to a folder which an actor may read. */
export async function listBoundLabels(tx: Queries, { rights }: Actor): Promise<BoundLabelView[]> {
  return (await boundLabels(tx)).filter(({ folder }) => mayIn(rights, "read", folder));
}

/** From now on only graphs in this folder and below it may use a label. */
export async function bindLabel(
  tx: Queries,
  { label, folder }: { label: string; folder: string },
  actor: Actor,
): Promise<BoundLabelView> {
  const { id, path } = await keptFolderAt(tx, folder);
  await putRunnerLabel(tx, { label, folderId: id, createdBy: actor.name });
  noteForAudit(tx, actor, { object: { kind: "runner", name: label }, after: { label, folder: path } });
  return { label, folder: path };
}

/** From now on all graphs may use a label. @throws Refused `not-found` where it is bound to no folder. */
export async function freeLabel(tx: Queries, label: string, actor: Actor): Promise<{ label: string }> {
  if (!(await deleteRunnerLabel(tx, label)))
    refuse("not-found", `The label "${label}" is bound to no folder.`);
  noteForAudit(tx, actor, { object: { kind: "runner", name: label }, before: { label } });
  return { label };
}

/** Which of these labels graphs of a folder may not use, each as a part of a sentence. */
export async function foreignLabels(
  tx: Queries,
  labels: readonly string[],
  folder: string,
): Promise<readonly { readonly label: string; readonly text: string }[]> {
  const bound = await boundLabels(tx, labels);
  return bound
    .filter((each) => !isWithin(folder, each.folder))
    .map(({ label, folder: other }) => ({
      label,
      text: `the runner label ${label} is for graphs in ${folderText(other)} only`,
    }));
}
