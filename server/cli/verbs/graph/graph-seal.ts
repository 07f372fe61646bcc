import type { Command } from "commander";
import type { SealedGraph } from "#contract/graphs/revisions.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { collect, defineVerb } from "../../command/define-verb.ts";
import { graphName } from "../../input/graph-reference.ts";
import { shownText } from "../../text/shown-text.ts";

type SealOptions = JsonOption & {
  readonly note?: string;
  readonly reason?: string;
  readonly reasonFor?: readonly string[];
};

/** `graph seal NAME`: freezes the draft as the next revision. */
export function addGraphSeal(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "seal",
    "freeze the draft as the next revision",
    'graph seal deploy --note "waits for the backup"',
  )
    .argument("<name>", "the graph's name")
    .option("--note <text>", "what is said about the revision in lists")
    .option("--reason <text>", "why it is sealed in spite of its warnings")
    .option(
      "--reason-for <rule=text>",
      "the reason for the warnings of one rule, as check prints it (repeatable)",
      collect,
    )
    .action(async (name: string, options: SealOptions) => {
      const asked = { name: graphName(name), reasons: reasonsOf(options) };
      const client = await context.server();
      const sealed = await client.graphs.seal.mutate(
        options.note === undefined ? asked : { ...asked, note: options.note },
      );
      context.give(options, sealed, () => sealedText(sealed));
    });
}

function reasonsOf({ reason, reasonFor = [] }: SealOptions) {
  const ofRules = reasonFor.map((typed) => {
    const at = typed.indexOf("=");
    if (at < 1)
      throw badUsage(
        `"${typed}" names no rule: wanted is RULE=TEXT.`,
        'Write such as --reason-for unused-input="it is read by hand".',
      );
    return { code: typed.slice(0, at), reason: typed.slice(at + 1) };
  });
  return [...ofRules, ...(reason === undefined ? [] : [{ reason }])];
}

function sealedText(sealed: SealedGraph): string {
  const { name, revision, digest, isNew, warnings, withoutReason, notKept, retired } = sealed;
  const lines = [
    `${isNew ? "Sealed" : "Nothing has changed since"} ${name}@${revision}  ${digest}`,
    ...(retired === null ? [] : [`It is retired by ${retired.by}: ${retired.reason}`]),
    ...(withoutReason === 0
      ? []
      : [
          `Sealed over ${warnings === 1 ? "1 warning" : `${warnings} warnings`}, ${withoutReason} without a reason.${isNew ? " --reason gives one." : ""}`,
        ]),
    ...notKept.map((what) =>
      isNew
        ? "A reason is not kept: there is no such warning."
        : `The ${what} is not kept: ${name}@${revision} was there already, with what was said when it was sealed.`,
    ),
  ];
  return lines.map((line) => `${shownText(line)}\n`).join("");
}
