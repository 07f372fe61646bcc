import { readDocuments } from "../graph-file/read-documents.ts";
import type { GraphTextProblem } from "../graph-file/yaml/read-yaml-text.ts";
import { parseScheduleFile, type ScheduleFile } from "./schedule-file.ts";

/** A schedule of a text, and where what it says stands. Lines and columns count from 1. */
export type ReadSchedule = {
  readonly file: ScheduleFile;
  /** Of a key; of the beginning of the schedule where it has no such key. */
  readonly placeOf: (key: string) => { readonly line?: number; readonly column?: number };
};

export type ScheduleTextResult =
  | { readonly ok: true; readonly schedules: readonly ReadSchedule[] }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

/**
 * Reads schedules from YAML or JSON text: one, several documents (`---`), or a list.
 *
 * @returns all of them, in their order; or all problems, each with its line. Never throws.
 */
export function readScheduleText(text: string): ScheduleTextResult {
  const read = readDocuments(text, {
    what: "a schedule file",
    beginsWith: "schedule: 1",
    one: "schedule",
    several: "schedules",
    parse: parseScheduleFile,
  });
  if (!read.ok) return read;
  return {
    ok: true,
    schedules: read.documents.map(({ file, placeOf }) => ({ file, placeOf: (key) => placeOf([key]) })),
  };
}
