import { type GraphTextProblem, readYamlText, type WantedText } from "../graph-file/read-yaml-text.ts";
import type { ValuePath } from "../values/untrusted-value.ts";
import { parseScheduleFile, type ScheduleFile } from "./schedule-file.ts";

/** The most schedules of one text. */
const MAX_SCHEDULES_IN_TEXT = 1_000;

/** A schedule of a text, and where what it says stands. Lines and columns count from 1. */
export type ReadSchedule = {
  readonly file: ScheduleFile;
  /** Of a key; of the beginning of the schedule where it has no such key. */
  readonly placeOf: (key: string) => { readonly line?: number; readonly column?: number };
};

export type ScheduleTextResult =
  | { readonly ok: true; readonly schedules: readonly ReadSchedule[] }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

const SCHEDULE_FILE: WantedText = {
  what: "a schedule file",
  beginsWith: "schedule: 1",
  insteadOfMany: null,
};

/**
 * Reads schedules from YAML or JSON text: one, several documents (`---`), or a list.
 *
 * @returns all of them, in their order; or all problems, each with its line. Never throws.
 */
export function readScheduleText(text: string): ScheduleTextResult {
  const read = readYamlText(text, SCHEDULE_FILE);
  if (!read.ok) return read;
  const schedules: ReadSchedule[] = [];
  const problems: GraphTextProblem[] = [];
  const names = new Set<string>();
  const parts = read.documents.flatMap(({ value, placeOf }) =>
    Array.isArray(value)
      ? value.map((each: unknown, place) => ({ value: each, start: [place], placeOf }))
      : [{ value, start: [], placeOf }],
  );
  if (parts.length === 0) problems.push({ path: "", text: "The list is empty. Wanted schedules." });
  if (parts.length > MAX_SCHEDULES_IN_TEXT)
    return {
      ok: false,
      problems: [
        {
          path: "",
          text: `Wanted at most ${MAX_SCHEDULES_IN_TEXT.toLocaleString("en")} schedules, found ${parts.length.toLocaleString("en")}.`,
        },
      ],
    };
  for (const { value, start, placeOf } of parts) {
    const placeIn = (at: ValuePath) => placeOf([...start, ...at]);
    const parsed = parseScheduleFile(value);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map(({ at, ...problem }) => ({ ...problem, ...placeIn(at) })));
      continue;
    }
    const { file } = parsed;
    if (names.has(file.name))
      problems.push({
        path: "name",
        text: `The schedule \`${file.name}\` occurs here twice.`,
        ...placeIn(["name"]),
      });
    names.add(file.name);
    schedules.push({ file, placeOf: (key) => placeIn([key]) });
  }
  return problems.length === 0 ? { ok: true, schedules } : { ok: false, problems: problems.slice(0, 100) };
}
