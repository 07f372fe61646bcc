import { readExpression } from "../../expressions/expression.ts";
import type { EdgeSpec } from "../../model/graph-content.ts";

type When = EdgeSpec["when"];

/** True if an edge with this condition may be taken after a failure of its tail. `always` is not meant. */
export function isForFailure(when: When): boolean {
  return when === "failed" || readsTailEnd(when) === true;
}

/** True if an edge with this condition is taken only after a success of its tail. */
export function isForSuccess(when: When): boolean {
  return when === undefined || readsTailEnd(when) === false;
}

/** Whether an expression reads how the tail ended; null for a word, and for an expression that cannot be read. */
function readsTailEnd(when: When): boolean | null {
  if (when === undefined || when === "failed" || when === "always") return null;
  const reading = readExpression(when);
  return reading.ok ? reading.expression.readsTailEnd : null;
}
