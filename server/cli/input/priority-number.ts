import { MAX_PRIORITY } from "#engine/shape/fields/fields.ts";
import { badUsage } from "../command/command-problem.ts";

/**
 * Reads a typed priority.
 *
 * @throws CommandProblem where it is not a whole number within the limits.
 */
export function priorityNumber(text: string): number {
  const number = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(number) <= MAX_PRIORITY) return number;
  throw badUsage(
    `"${text}" is no priority: wanted is a whole number from -${MAX_PRIORITY} to ${MAX_PRIORITY}.`,
    "Smaller goes first: `pipeline priority 7 -10`.",
  );
}
