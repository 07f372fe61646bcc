import type { Command } from "commander";
import { nearestWord } from "#engine/text/nearest-word.ts";
import type { CommandContext, JsonOption } from "../../../command/command-context.ts";
import { badUsage } from "../../../command/command-problem.ts";
import { defineVerb } from "../../../command/define-verb.ts";

/** `graph rules [ID]`: explains the rules of check, or one of them. It needs no server. */
export function addGraphRules(group: Command, context: CommandContext): void {
  defineVerb(group, "rules", "explain the rules of check, or one of them", "graph rules cycle")
    .argument("[id]", "the id of a rule, as `graph check` prints it")
    .action(async (id: string | undefined, options: JsonOption) => {
      const { RULE_GROUPS, ruleOf } = await import("#engine/rules/rules.ts");
      if (id === undefined) {
        const rules = Object.values(RULE_GROUPS).flatMap((group) =>
          Object.entries(group).map(([each, rule]) => ({ id: each, ...rule })),
        );
        return context.give(options, { rules }, () =>
          context.table(
            ["RULE", "LEVEL", "WHAT IT FINDS"],
            rules.map((rule) => [rule.id, rule.level, rule.what]),
          ),
        );
      }
      const rule = ruleOf(id);
      if (rule === null) {
        const ids = Object.values(RULE_GROUPS).flatMap((group) => Object.keys(group));
        const near = nearestWord(id, ids);
        throw badUsage(
          `There is no rule ${JSON.stringify(id)}.`,
          near === null ? "`graph rules` lists all of them." : `Did you mean ${near}?`,
        );
      }
      context.give(
        options,
        { id, ...rule },
        () =>
          `${context.paint.strong(id)} (${rule.level})\n${rule.what}\nTo correct it: ${rule.correct}\nExample:\n${rule.example
            .split("\n")
            .map((line) => `  ${line}\n`)
            .join("")}`,
      );
    });
}
