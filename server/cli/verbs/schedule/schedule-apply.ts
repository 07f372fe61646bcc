import type { Command } from "commander";
import { fileKeyOf } from "#engine/schedules/file-key.ts";
import type { ReadSchedule } from "#engine/schedules/read-schedule-text.ts";
import type { DesiredState } from "#engine/schedules/reconcile-schedule.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { type Applied, applyDocuments, removeIfThere } from "../../input/apply-documents.ts";
import { saveInputOf } from "../../input/schedule-input.ts";

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
        apply: async (schedule: ReadSchedule) => applyOne(await context.server(), schedule),
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

async function applyOne(client: Client, { file }: ReadSchedule): Promise<Applied<DesiredState>> {
  const { name, state } = file;
  if (state === "removed") {
    const isGone = await removeIfThere(() => client.schedules.set.mutate({ name, desired: state }));
    return { what: isGone ? "changed" : "unchanged", state };
  }
  const saved = await client.schedules.save.mutate(saveInputOf(file));
  const wanted = state ?? saved.desired;
  const isSet = wanted !== saved.desired;
  if (isSet) await client.schedules.set.mutate({ name, desired: wanted });
  return { what: saved.isNew ? "made" : saved.isChanged || isSet ? "changed" : "unchanged", state: wanted };
}
