import type { Command } from "commander";
import { DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from "#contract/people/people.ts";
import { ACT_WORDS, ACTS, type Act } from "#engine/rights/acts.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { defineVerb } from "../command/define-verb.ts";
import { actsIn } from "../input/acts-in.ts";
import { folderPath, typedFolder } from "../input/folder-path.ts";
import { rowId } from "../input/row-id.ts";
import { timeText } from "../text/time-text.ts";

type CreateOptions = JsonOption & {
  readonly may: readonly Act[];
  readonly days: number;
  readonly folder: string;
};

/** `token list|create|revoke`: what programs show instead of a person. */
export function addToken(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "the tokens, what they may do, and when they were used", "token list").action(
    async (options: JsonOption) => {
      const tokens = await (await context.server()).tokens.list.query();
      context.give(options, tokens, () =>
        tokens.length === 0
          ? "There are no tokens. Make one with `token create NAME`.\n"
          : context.table(
              ["ID", "NAME", "MAY", "IN", "LAST USED", "ENDS", "BY"],
              tokens.map(({ id, name, acts, folder, usedAt, expiresAt, isOver, createdBy }) => [
                String(id),
                name,
                acts.join(","),
                typedFolder(folder),
                usedAt === null ? "never" : timeText(usedAt),
                isOver ? "is over" : timeText(expiresAt),
                createdBy,
              ]),
            ),
      );
    },
  );
  defineVerb(group, "create", "make a token; it is printed once", "token create nightly --may read,launch")
    .argument("<name>", "what uses it")
    .option("--may <acts>", `what it may do, with commas: ${ACTS.join(", ")}`, actsIn, ["read"])
    .option("--folder <folder>", "where it may do that; / is the root", "/")
    .option(
      "--days <n>",
      `after so many days it is over; ${MAX_TOKEN_DAYS} at most`,
      Number,
      DEFAULT_TOKEN_DAYS,
    )
    .addHelpText("after", `\nActs:\n${ACTS.map((act) => `  ${act.padEnd(11)} ${ACT_WORDS[act]}`).join("\n")}`)
    .action(async (name: string, { may, days, folder, ...options }: CreateOptions) => {
      const client = await context.server();
      const made = await client.tokens.create.mutate({
        name,
        acts: [...may],
        days,
        folder: folderPath(folder),
      });
      context.give(options, made, () => `${made.token}\n`);
      context.say("Keep it now: it is not shown again. A program shows it in SIGNALBOX_TOKEN.");
    });
  defineVerb(group, "revoke", "end a token now", "token revoke 3")
    .argument("<id>", "its number in `token list`")
    .action(async (text: string, options: JsonOption) => {
      const id = rowId(text, "token");
      const client = await context.server();
      const gone = await client.tokens.revoke.mutate({ id });
      context.give(options, gone, () => `The token ${id} is revoked.\n`);
    });
}
