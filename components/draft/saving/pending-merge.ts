import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { placed } from "#components/canvas/layout/tidy.ts";
import type { Decisions } from "#engine/merge/conflict.ts";
import { mergeFiles, sharedWith } from "#engine/merge/merge-files.ts";
import { standingChoices } from "#engine/merge/standing-choices.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { Resolved } from "../merged-draft.ts";
import { commonBase } from "./common-base.ts";
import type { PendingMerge, ServersDraft } from "./session-ports.ts";

/**
 * What is to be merged into a draft that follows a save of `base`.
 *
 * @param newest what the server has.
 */
export function pendingMerge(
  base: GraphFile,
  follows: Pick<ServersDraft, "graphId" | "edit">,
  { graphId, edit, savedBy, file }: ServersDraft,
): PendingMerge {
  const theirs = sharedWith(base, placedFile(file));
  return { base: commonBase(base, follows, { graphId, edit }), theirs, graphId, edit, savedBy };
}

/** The merged draft as a person decided; null while a place is not decided (any more). */
export function resolvedFile(
  { base, theirs }: PendingMerge,
  mine: GraphFile,
  decisions: Decisions,
): Resolved | null {
  const { conflicts } = mergeFiles(base, mine, theirs);
  const choices = standingChoices(decisions, conflicts);
  if (conflicts.some(({ id }) => !choices.has(id))) return null;
  const { file, names } = mergeFiles(base, mine, theirs, choices);
  return { file: placed(file), names };
}
