import { type Command, InvalidArgumentError } from "commander";

/**
 * Adds a verb to a group or to the program, with what every verb has: `--json`, and an example in its help.
 *
 * @param usage the verb's word and its arguments, as commander reads them: `show <name>`.
 * @param example the words that are typed after `signalbox`.
 */
export function defineVerb(group: Command, usage: string, summary: string, example: string): Command {
  return group
    .command(usage)
    .description(summary)
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", `\nExample:\n  signalbox ${example}`);
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** For an option that may be given only once: otherwise the last one would silently replace the others. */
export function once(value: string, before: string | undefined): string {
  if (before === undefined) return value;
  throw new InvalidArgumentError("It can be given once.");
}
