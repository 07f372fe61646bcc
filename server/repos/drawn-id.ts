import { randomInt } from "node:crypto";

/** Of 48 bits: among a million rows two have the same one once in 500 databases, and the second is refused. */
const MAX_ID = 2 ** 48 - 1;

/**
 * An id for a row that processes remember by it. A restored database would count on from where it was, and give the ids
 * again that they remember.
 */
export function drawnId(): number {
  return randomInt(1, MAX_ID);
}
