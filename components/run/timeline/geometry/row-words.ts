import { durationWords } from "#components/ui/duration-words.ts";
import { asLabel, wordOfState } from "#engine/model/state-words.ts";
import type { RowSums } from "./rows.ts";
import { isWork, type Segment, type SegmentKind } from "./segments.ts";

const KIND_WORDS: Readonly<Record<SegmentKind, string>> = {
  waiting: "Waiting for what is before it",
  queued: "Queued",
  asked: "Waiting for input",
  running: "Running",
  pause: "Pause before the next attempt",
  sleeping: "Waiting",
  child: "Child pipeline running",
  undo: "Rolling back",
  ended: "Ended",
};

/** What a bar shows: `Attempt 2: running 3 s, failed`. */
export function barText({ kind, attempt, from, to, end }: Segment, attempts: number): string {
  if (attempts > 1) return `${attempts} attempts, too short to be shown one by one`;
  const took = `${KIND_WORDS[kind]} ${durationWords(to - from)}`;
  if (!isWork(kind)) return took;
  const then =
    end === null
      ? ""
      : end === "sleeping" || end === "pending"
        ? ", then another attempt"
        : `, ${wordOfState(end)}`;
  return `Attempt ${attempt}: ${took.charAt(0).toLowerCase()}${took.slice(1)}${then}`;
}

type Row = {
  readonly name: string;
  readonly word: string;
  /** What it is queued for, and what a person decided about it; null where there is nothing. */
  readonly queuedFor: string | null;
  readonly override: string | null;
  readonly sums: RowSums;
  /** In milliseconds; null where it is not known. */
  readonly expected: number | null;
  readonly isCritical: boolean;
};

/** A row for whoever cannot see it: `build, Succeeded, waited 2 s, ran 4 s, 2 attempts, usually 3 s, on the critical path`. */
export function rowText({ name, word, queuedFor, override, sums, expected, isCritical }: Row): string {
  const part = (text: string, ms: number) => (ms > 0 ? `${text} ${durationWords(ms)}` : "");
  return [
    name,
    asLabel(word),
    queuedFor ?? "",
    override === null ? "" : `override: ${override}`,
    part("waited", sums.waiting),
    part("queued", sums.queued),
    part("waited for input", sums.asked),
    part("ran", sums.ran),
    part("paused", sums.pause),
    sums.attempts > 1 ? `${sums.attempts} attempts` : "",
    expected === null ? "" : `usually ${durationWords(expected)}`,
    isCritical ? "on the critical path" : "",
  ]
    .filter((text) => text !== "")
    .join(", ");
}
