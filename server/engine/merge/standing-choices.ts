import { type Decisions, decisionFor, type MergeChoices, type MergeConflict, type Side } from "./conflict.ts";
import { isSame } from "./merge-values.ts";

/**
 * The decisions that still stand for these conflicts. Where the side that was given up has changed since, nobody saw what
 * would be lost: the place is to be decided again.
 */
export function standingChoices(decisions: Decisions, conflicts: readonly MergeConflict[]): MergeChoices {
  return new Map(
    conflicts.flatMap((conflict): [string, Side][] => {
      const decided = decisions.get(conflict.id);
      if (decided === undefined) return [];
      const { side, givenUp } = decided;
      return isSame(decisionFor(conflict, side).givenUp, givenUp) ? [[conflict.id, side]] : [];
    }),
  );
}
