import { isChild, kindOf } from "../kinds/kinds.ts";
import type { VertexSpec } from "../model/graph-content.ts";

/** The value of `revert` by which an author says that a vertex has nothing to undo. */
export const NO_UNDO = "none";

/**
 * How a vertex is undone: by its undo script; by the undo of its child pipelines; `nothing`: it has nothing to undo, by
 * its kind or by `revert: none`; `missing`: it changes something, and has no undo script.
 */
export type UndoWay = "script" | "children" | "nothing" | "missing";

/** How a vertex is undone. */
export function undoWayOf({ spec }: { readonly spec: VertexSpec }): UndoWay {
  if (spec.revert === NO_UNDO) return "nothing";
  if (isChild({ spec })) return "children";
  if (spec.revert !== undefined) return "script";
  return kindOf(spec).changesSomething(spec) ? "missing" : "nothing";
}
