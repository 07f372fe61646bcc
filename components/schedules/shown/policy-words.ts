import { durationWords } from "#components/ui/duration-words.ts";
import type { CatchUp, Overlap, SchedulePolicy } from "#engine/schedules/decide-fires.ts";

/** The names of the choices, as the form has them. */
export const OVERLAP_LABELS: Readonly<Record<Overlap, string>> = {
  skip: "Skip the new one",
  queue: "Let the new one wait",
  "cancel-older": "Cancel the older ones",
  allow: "Run beside them, up to the limit",
};
export const CATCH_UP_LABELS: Readonly<Record<CatchUp, string>> = {
  none: "None",
  last: "Only the last one",
  all: "All, up to a limit",
};

const OVERLAPS: Readonly<Record<Overlap, string>> = {
  skip: "a further time is skipped, and noted as skipped",
  queue: "a further launch waits until one of them has ended",
  "cancel-older": "they are cancelled, and then the new one is launched",
  allow: "a further time is skipped, and noted as skipped",
};

/** A policy as sentences. */
export function policySentences(policy: SchedulePolicy): readonly string[] {
  const { overlap, maxRunning, graceMs, catchUp, maxCatchUp, coalesce } = policy;
  const running = maxRunning === 1 ? "one pipeline" : `${maxRunning} pipelines`;
  return [
    `At most ${running} of it ${maxRunning === 1 ? "runs" : "run"} at a time: beyond that, ${OVERLAPS[overlap]}.`,
    `A time that is late by at most ${durationWords(graceMs)} is still launched.`,
    catchUp === "none"
      ? "Later ones are noted as missed and not made up for."
      : catchUp === "last"
        ? "Of later ones only the last is made up for."
        : `Later ones are made up for one by one, at most ${maxCatchUp} of them, the latest.`,
    ...(catchUp === "all"
      ? []
      : [
          coalesce
            ? "Times that are due together become one launch."
            : "Times that are due together are all launched.",
        ]),
  ];
}
