import type { Command } from "commander";
import { applySchedule } from "#client/triggers/apply-trigger.ts";
import { fileKeyOf } from "#engine/schedules/file-key.ts";
import type { ReadSchedule } from "#engine/schedules/read-schedule-text.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { applyDocuments } from "../../input/apply-documents.ts";

/** `schedule apply -f FILE|-`: makes the schedules as the file says. */
export function addScheduleApply(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "apply",
    "make, change, publish, pause or remove schedules as a file says",
    "schedule apply -f schedules.yaml",
  )
    .requiredOption("-f, --file <file>", "a schedule file in YAML or JSON; - reads stdin")
    .action((options: JsonOption & { file: string }) =>
      applyDocuments(context, options, {
        kind: "schedule file",
        read: readSchedules,
        apply: async ({ file }: ReadSchedule) => applySchedule(await context.server(), file),
        placeOf: ({ placeOf }, path) => placeOf(fileKeyOf(path)),
      }),
    );
}

/** The reader is loaded for it alone: other verbs start without. */
async function readSchedules(text: string) {
  const { readScheduleText } = await import("#engine/schedules/read-schedule-text.ts");
  const read = readScheduleText(text);
  return read.ok ? ({ ok: true, all: read.schedules } as const) : read;
}
