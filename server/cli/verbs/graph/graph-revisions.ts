import type { Command } from "commander";
import { type ListedRevision, MAX_COUNTED } from "#contract/graphs/revisions.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { graphName, parseGraphReference, resolveRevision } from "../../input/graph-reference.ts";
import { namedByLines } from "../../output/named-by-lines.ts";
import { shortDigest } from "../../output/pipeline-text.ts";
import { timeText } from "../../text/time-text.ts";

type Page = JsonOption & { readonly before?: string };

/** `graph revisions NAME`: its sealed revisions, newest first, with their notes and what became of their pipelines. */
export function addGraphRevisions(group: Command, context: CommandContext): void {
  defineVerb(group, "revisions", "list the revisions of a graph, newest first", "graph revisions deploy")
    .argument("<name>", "the graph's name, or NAME@REV: only those before this one")
    .action(async (typed: string, options: Page) => {
      const client = await context.server();
      const { name, revision } = await resolveRevision(client, parseGraphReference(typed));
      const before = revision === undefined ? {} : { before: revision };
      const page = await client.revisions.list.query({ name, ...before });
      context.give(options, page, () => {
        const { revisions, hasMore } = page;
        if (revisions.length === 0) return "There are none. `graph seal` makes one.\n";
        const rows = revisions.map((each) => [
          `@${each.number}`,
          shortDigest(each.digest),
          timeText(each.sealedAt),
          each.sealedBy,
          pipelinesWord(each),
          each.retired === null ? (each.note ?? "") : `(retired: ${each.retired.reason}) ${each.note ?? ""}`,
        ]);
        const more = `More: graph revisions ${name}@${revisions.at(-1)?.number}\n`;
        return `${context.table(["REVISION", "DIGEST", "SEALED", "BY", "PIPELINES", "NOTE"], rows)}${hasMore ? more : ""}`;
      });
    });
}

function pipelinesWord({ pipelines }: ListedRevision): string {
  const counted = Object.entries(pipelines).map(
    ([state, number]) => `${number > MAX_COUNTED ? `${MAX_COUNTED}+` : number} ${state}`,
  );
  return counted.length === 0 ? "-" : counted.join(", ");
}

/** `graph retire NAME@REV` and `graph unretire NAME@REV`: whether something new may be launched of a revision. */
export function addGraphRetire(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "retire",
    "let nothing new be launched of a revision; it is kept",
    'graph retire deploy@3 --reason "it deletes too much"',
  )
    .argument("<graph>", "NAME@REV")
    .requiredOption("--reason <text>", "why: whoever wants to launch it reads this")
    .action(async (typed: string, options: JsonOption & { readonly reason: string }) => {
      const client = await context.server();
      const asked = await resolveRevision(client, parseGraphReference(typed));
      const revision = asked.revision ?? needsRevision(typed);
      // Before: where it cannot be told, nothing was changed.
      const namedBy = await client.revisions.namedBy.query({ name: asked.name, revision });
      const done = await client.revisions.retire.mutate({
        name: asked.name,
        revision,
        reason: options.reason,
      });
      context.give(options, { ...done, namedBy }, () =>
        [
          done.isChanged
            ? `${done.name}@${revision} is retired: nothing new is launched of it. What runs goes on.`
            : `${done.name}@${revision} was retired already, by ${done.retired?.by}: nothing was changed.`,
          ...namedByLines(namedBy),
        ]
          .map((line) => `${line}\n`)
          .join(""),
      );
    });
  defineVerb(group, "unretire", "take the retirement of a revision back", "graph unretire deploy@3")
    .argument("<graph>", "NAME@REV")
    .action(async (typed: string, options: JsonOption) => {
      const client = await context.server();
      const asked = await resolveRevision(client, parseGraphReference(typed));
      const revision = asked.revision ?? needsRevision(typed);
      const done = await client.revisions.unretire.mutate({ name: asked.name, revision });
      context.give(options, done, () =>
        done.isChanged
          ? `${done.name}@${revision} may be launched again.\n`
          : `${done.name}@${revision} was not retired: nothing was changed.\n`,
      );
    });
}

function needsRevision(typed: string): never {
  throw badUsage(`"${typed}" names no revision: a draft is never retired.`, `Write ${graphName(typed)}@3.`);
}
