import type { Command } from "commander";
import type { ApprovalView, PromptField, PromptView } from "#contract/prompts/prompts.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { shownText } from "../../text/shown-text.ts";
import { timeText } from "../../text/time-text.ts";

/** `prompt show ID`: the question, its purpose, and how to answer it. */
export function addPromptShow(group: Command, context: CommandContext): void {
  defineVerb(group, "show", "show a prompt: its question and how to answer it", "prompt show 3")
    .argument("<id>", "the prompt's number")
    .action(async (id: string, options: JsonOption) => {
      const asked = { id: rowId(id, "prompt") };
      const client = await context.server();
      const prompt = await client.prompts.show.query(asked);
      context.give(options, prompt, () => promptText(context, prompt));
    });
}

function promptText(context: CommandContext, prompt: PromptView): string {
  const head: readonly (readonly [string, string])[] = [
    ["Prompt", `${prompt.id} (${prompt.state})`],
    ["Pipeline", `${prompt.pipeline.id} ${prompt.pipeline.name}, ${prompt.graph}@${prompt.revision}`],
    ["Vertex", prompt.vertex],
    ...(prompt.approval?.title == null ? [] : [["Approve?", prompt.approval.title] as const]),
    ...(prompt.description === null ? [] : [["About", prompt.description] as const]),
    ...(prompt.approval === null ? [] : approvalLines(prompt.approval)),
    ["Behind", prompt.before.join(", ") || "nothing"],
    ["Before", prompt.after.join(", ") || "nothing"],
    ["Since", timeText(prompt.openedAt)],
    ...(prompt.answeredBy === null
      ? []
      : [
          [
            "Answered",
            `${timeText(prompt.closedAt)} by ${prompt.answeredBy}: ${writeJson(prompt.values)}`,
          ] as const,
        ]),
    ...(prompt.whyWithdrawn === null ? [] : [["Withdrawn", prompt.whyWithdrawn] as const]),
    ...(prompt.comment === null ? [] : [["Comment", prompt.comment] as const]),
  ];
  return [
    head.map(([word, text]) => `${word.padEnd(10)}${shownText(text)}\n`).join(""),
    ...(prompt.shown.length === 0 ? [] : [context.table(["ABOUT", "VALUE"], prompt.shown.map(shownCells))]),
    context.table(
      ["INPUT", "TYPE", "REQUIRED", "PREFILLED WITH", "DESCRIPTION"],
      prompt.fields.map(fieldCells),
    ),
    ...(prompt.script === null
      ? []
      : [
          `Script:\n${prompt.script
            .split("\n")
            .map((line) => `  ${shownText(line)}`.trimEnd())
            .join("\n")
            .trimEnd()}\n`,
        ]),
    ...(prompt.state === "open"
      ? [
          `Answer it with: signalbox prompt answer ${prompt.id}${prompt.fields.map(answerWord).join("")}${prompt.approval === null ? "" : " --approve (or --reject)"}\n`,
        ]
      : []),
  ].join("\n");
}

/** Who must approve, who has, who can, and why the one who asks cannot. */
function approvalLines(approval: ApprovalView): readonly (readonly [string, string])[] {
  const { assignees, quorum, excludeLauncher, excludeSealer, approvals, able, impossible, why } = approval;
  const excluded = [
    ...(excludeLauncher ? ["not who launched it"] : []),
    ...(excludeSealer ? ["not who sealed it"] : []),
  ];
  const who = [assignees.join(", ") || "everybody who may answer", ...excluded].join(", ");
  const isFree = assignees.length === 0 && quorum === 1 && excluded.length === 0;
  const counted = approvals.filter(({ counts }) => counts).length;
  return [
    ...(isFree ? [] : [["Who", `${counted} of ${quorum} approved; ${who}`] as const]),
    ...approvals.map(({ name, at, comment, counts }): readonly [string, string] => [
      "Approved",
      `${timeText(at)} by ${name}${comment === null ? "" : `: ${comment}`}${counts ? "" : " (does not count any more)"}`,
    ]),
    ...(able === null
      ? []
      : [
          [
            "Can still",
            able.count === 0
              ? "nobody"
              : `${able.names.join(", ")}${able.count > able.names.length ? ` and ${able.count - able.names.length} more` : ""}`,
          ] as const,
        ]),
    ...(impossible === null ? [] : [["Never", impossible] as const]),
    ...(why === null ? [] : [["You cannot", why] as const]),
  ];
}

function shownCells({ name, prefill }: PromptField) {
  return [name, typeof prefill === "string" ? prefill : writeJson(prefill)];
}

function fieldCells({ name, spec, prefill }: PromptField) {
  return [
    name,
    spec.enum === undefined ? spec.type : spec.enum.join(" | "),
    spec.required ? "yes" : "no",
    prefill === undefined ? "-" : writeJson(prefill),
    spec.description ?? "",
  ];
}

function answerWord({ name, spec, prefill }: PromptField): string {
  return prefill === undefined && spec.required === true ? ` -p ${name}=…` : "";
}
