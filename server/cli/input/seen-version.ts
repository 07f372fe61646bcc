import type { Command } from "commander";
import { badUsage } from "../command/command-problem.ts";

/** What a verb is given that changes what somebody looked at before. */
export type SeenOption = { readonly seen?: number };

/**
 * The option `--seen` of a verb that changes what somebody looked at before.
 *
 * @param shown the verb that prints the version: `schedule show`.
 */
export function withSeenOption(verb: Command, shown: string): Command {
  return verb.option(
    "--seen <version>",
    `refuse it if it is not the version that \`${shown}\` printed`,
    (text: string) => versionNumber(text, shown),
  );
}

/** Some versions are times in milliseconds, or begin with one in microseconds. */
function versionNumber(text: string, shown: string): number {
  const version = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(version)) return version;
  throw badUsage(
    `"${text}" is no version: wanted is a whole number from 1.`,
    `\`${shown}\` prints the version.`,
  );
}
