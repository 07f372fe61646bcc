import type { Command } from "commander";
import { badUsage } from "../command/command-problem.ts";

/** What a verb is given that changes what somebody looked at before. */
export type SeenOption = { readonly seen?: number };

/** The option `--seen` of a verb that changes the state of a schedule or of a trigger. */
export function withSeenOption(verb: Command, kind: "schedule" | "trigger"): Command {
  return verb.option(
    "--seen <version>",
    `refuse it if it is not the version that \`${kind} show\` printed`,
    (text: string) => versionNumber(text, kind),
  );
}

function versionNumber(text: string, kind: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw badUsage(
    `"${text}" is no version: wanted is a whole number from 1.`,
    `\`${kind} show NAME\` prints the version.`,
  );
}
