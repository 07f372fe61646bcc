import type { Command } from "commander";
import type { NoticeRuleInput } from "#contract/triggers/notices.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { CommandProblem } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { readGraphFile } from "../../input/read-graph-file.ts";
import { rowId } from "../../input/row-id.ts";
import { type SeenOption, withSeenOption } from "../../input/seen-version.ts";
import { shownText } from "../../text/shown-text.ts";

/** `notice list`: every rule, by name. */
export function addNoticeList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the rules of notices", "notice list").action(
    async (options: JsonOption) => {
      const client = await context.server();
      const rules = await client.notices.list.query();
      context.give(options, rules, () =>
        rules.length === 0
          ? "There are no rules. Make one with `notice apply -f FILE`.\n"
          : context.table(
              ["NAME", "ABOUT", "ON", "TO", "ACTIVE", "LAST", "VERSION"],
              rules.map(({ name, graph, isGraphDeleted, folder, on, kind, isActive, last, version }) => [
                name,
                graph === null ? `/${folder}` : `${graph}${isGraphDeleted ? " (deleted)" : ""}`,
                on.join(", "),
                kind,
                isActive ? "yes" : "no",
                last === null ? "-" : last.state,
                String(version),
              ]),
            ),
      );
    },
  );
}

/** `notice apply -f FILE|-`: makes or changes one rule as a file says. */
export function addNoticeApply(group: Command, context: CommandContext): void {
  defineVerb(group, "apply", "make or change a rule as a file says", "notice apply -f nightly-failed.yaml")
    .requiredOption("-f, --file <file>", "a rule in YAML or JSON; - reads stdin")
    .action(async (options: JsonOption & { file: string }) => {
      const text = await readGraphFile(options.file, context.terminal.stdin, "rule of notices");
      const rule = await ruleIn(text);
      const client = await context.server();
      // The server checks each field: a file has the same ones.
      const saved = await client.notices.save.mutate(rule as NoticeRuleInput);
      context.give(options, saved, () => `${shownText(saved.name)}: ${saved.isNew ? "made" : "saved"}.\n`);
    });
}

async function ruleIn(text: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    const rule: unknown = parse(text, { maxAliasCount: 0 });
    if (typeof rule === "object" && rule !== null && !Array.isArray(rule)) return rule;
  } catch (error) {
    return refuseFile(error instanceof Error ? error.message : String(error));
  }
  return refuseFile("Wanted a rule with `name`, `on` and `to`.");
}

function refuseFile(text: string): never {
  throw new CommandProblem(EXIT_CODE.badInput, { code: "bad-input", text, kept: "Nothing was sent." });
}

/** `notice export NAME`: a rule as the file that `apply` takes. */
export function addNoticeExport(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "export",
    "print a rule as the file that `apply` takes",
    "notice export nightly > rule.yaml",
  )
    .argument("<name>", "the rule's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const found = (await client.notices.list.query()).find((each) => each.name === name);
      if (found?.rule == null)
        throw new CommandProblem(EXIT_CODE.refused, {
          code: "not-found",
          text: `There is no rule "${shownText(name)}" that you may change.`,
          todo: "List them with `notice list`.",
        });
      const { stringify } = await import("yaml");
      const text = stringify(found.rule);
      context.give(options, { text }, () => text);
    });
}

const REMOVAL = "remove a rule, with what it has sent and has to send";

/** `notice remove NAME`. */
export function addNoticeRemove(group: Command, context: CommandContext): void {
  withSeenOption(defineVerb(group, "remove", REMOVAL, "notice remove nightly-failed"), "notice list")
    .argument("<name>", "the rule's name")
    .action(async (name: string, { seen: version, ...options }: JsonOption & SeenOption) => {
      const client = await context.server();
      const gone = await client.notices.remove.mutate({ name, version });
      context.give(options, gone, () => `${shownText(name)} is removed.\n`);
    });
}

const TEST = "have a rule send a notice that says it is a test";

/** `notice test NAME`. */
export function addNoticeTest(group: Command, context: CommandContext): void {
  defineVerb(group, "test", TEST, "notice test nightly-failed")
    .argument("<name>", "the rule's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const tested = await client.notices.test.mutate({ name });
      context.give(options, tested, () => `${shownText(name)} sends a test: see \`notice log\`.\n`);
    });
}

/** `notice again NAME ID`: sends one notice once more, with the event id that it has. */
export function addNoticeAgain(group: Command, context: CommandContext): void {
  defineVerb(group, "again", "send a notice of `notice log` once more", "notice again nightly-failed 12")
    .argument("<name>", "the rule's name")
    .argument("<id>", "the notice, as `notice log` numbers it", (text: string) => rowId(text, "notice"))
    .action(async (name: string, id: number, options: JsonOption) => {
      const client = await context.server();
      const result = await client.notices.sendAgain.mutate({ name, id });
      context.give(options, result, () => `Notice ${id} is sent again: see \`notice log\`.\n`);
    });
}

/** `notice log NAME`: what a rule has sent, or why not, a page at a time. */
export function addNoticeLog(group: Command, context: CommandContext): void {
  defineVerb(group, "log", "what a rule has sent, or why not, newest first", "notice log nightly-failed")
    .argument("<name>", "the rule's name")
    .option("--before <id>", "only those before this one", (text: string) => rowId(text, "notice"))
    .action(async (name: string, { json, before }: JsonOption & { before?: number }) => {
      const client = await context.server();
      const { entries, next } = await client.notices.log.query({ name, before });
      context.give({ json }, entries, () =>
        entries.length === 0
          ? "It has sent nothing.\n"
          : context.table(
              ["ID", "MADE", "NOTICE", "STATE", "TRIES", "LAST ANSWER"],
              entries.map(({ id, madeAt, title, state, tries, reason }) => [
                String(id),
                madeAt.toISOString(),
                title,
                context.state(state),
                String(tries.length),
                tries.at(-1)?.answer ?? reason ?? "-",
              ]),
            ),
      );
      if (next !== null) context.say(`There are more: add --before ${next}.`);
    });
}
