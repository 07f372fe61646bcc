import { badUsage } from "../command/command-problem.ts";

/**
 * Reads the number of a pipeline or a prompt as it is typed.
 *
 * @param what for the sentence: `pipeline`.
 * @throws CommandProblem where it is no whole number from 1.
 */
export function rowId(text: string, what: string): number {
  // 15 digits: everything up to there is exact.
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw badUsage(
    `"${text}" is no ${what}: wanted is its number, such as 7.`,
    `List them with \`${what} list\`.`,
  );
}
