import { isChild } from "../kinds/kinds.ts";
import { errorFinding, removalOf, warningFinding } from "../model/finding.ts";
import type { EdgeSpec, Finding, GraphContent } from "../model/graph-content.ts";
import { reached } from "../model/reached.ts";
import { NO_UNDO, undoWayOf } from "../policies/undo-policy.ts";

/** Findings about how a graph is undone. */
export function undoFindings({ vertices, edges, onFailure }: GraphContent): readonly Finding[] {
  const reactions = reactionsIn(edges);
  return [...vertices].flatMap(([name, spec]): readonly Finding[] => {
    const place = { vertices: [name] };
    const isScript = spec.kind === undefined;
    if (spec.revert !== undefined && spec.revert !== NO_UNDO && !isScript)
      return [
        errorFinding(
          "revert-no-script",
          `${name} is no script, so it has no undo script: \`revert\` can only be \`none\`, which says that there is nothing to undo.`,
          place,
        ),
      ];
    if (spec.revertFailed !== undefined && spec.revert === NO_UNDO)
      return [
        errorFinding(
          "revert-none-failed",
          `${name} has \`revert: none\` and \`revertFailed\`: it has nothing to undo. Remove one.`,
          { ...place, fix: removalOf(name, "revertFailed") },
        ),
      ];
    // Final steps run after the undo, and are never undone.
    if (spec.final !== undefined || reactions.has(name)) return [];
    const isWarned = onFailure === "revert" && undoWayOf({ spec }) === "missing";
    const lacksItems = onFailure === "revert" && isScript && isChild({ spec }) && spec.revert === undefined;
    if (!isWarned && !lacksItems) return [];
    const say = isScript ? "Add an undo script" : "Undo it in a script that is before it";
    return [
      warningFinding(
        "undo-missing",
        `The graph is undone after a failure, and ${name} has no undo: what it did stays, and the pipeline is not \`reverted\`. ${say}, or write \`revert: none\` if there is nothing to undo.`,
        place,
      ),
    ];
  });
}

/** The vertices that react to a failure, run always or are started by a timer, and everything behind them: they need no undo. */
function reactionsIn(edges: GraphContent["edges"]): ReadonlySet<string> {
  const isReaction = ({ when, rescue, after }: EdgeSpec) =>
    after !== undefined || when === "always" || (when === "failed" && rescue !== true);
  const heads = edges.filter(isReaction).map(({ head }) => head);
  return reached({ edges }, heads, "behind");
}
