import { badUsage } from "../command/command-problem.ts";

/**
 * Reads a typed number of a pipeline or a prompt.
 *
 * @param what for the message: `pipeline`.
 * @throws CommandProblem where it is not a whole number from 1.
 */
export function rowId(text: string, what: string): number {
  // Numbers of up to 15 digits are exact.
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw badUsage(
    `"${text}" is no ${what}: wanted is its number, such as 7.`,
    `List them with \`${what} list\`.`,
  );
}
