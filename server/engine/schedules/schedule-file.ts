import * as z from "zod";
import { type GraphFileProblem, pathText, problemText } from "../graph-file/graph-file-problem.ts";
import { jsonFrom } from "../json/json.ts";
import {
  durationField,
  filled,
  MAX_PRIORITY,
  namedField,
  part,
  recordField,
  withoutDefault,
} from "../shape/fields/fields.ts";
import { json } from "../shape/fields/json-field.ts";
import type { FileFields } from "../shape/file-part.ts";
import { labelsField } from "../shape/labels-field.ts";
import { graphNameProblem, inputNameProblem } from "../shape/names/graph-names.ts";
import { valueInWords } from "../text/value-in-words.ts";
import { normalDateTime } from "../time/dates.ts";
import { untrustedValueProblem } from "../values/untrusted-value.ts";
import { CATCH_UPS, OVERLAPS, USUAL_POLICY } from "./decide-fires.ts";
import { fileKeyOf } from "./file-key.ts";
import { DESIRED_STATES } from "./reconcile-schedule.ts";
import { MAX_EXCLUDED_DATES, type RuleProblem, ruleProblems, type ScheduleTimes } from "./schedule-rule.ts";

const MAX_JITTER_MS = 86_400_000;
const USUAL_ZONE = "UTC";

/** A time with a zone: `2026-12-24T18:00+01:00` in files, milliseconds since 1970 in the normal form. */
const moment = z.codec(z.string(), z.number(), {
  decode: (found, context) => {
    const normal = normalDateTime(found);
    if (normal !== null && !/\.\d{4}/.test(normal)) return Date.parse(normal);
    const message = `Wanted a date and a time with its zone, such as \`2026-12-24T18:00+01:00\` or \`2026-12-24T17:00Z\`, found ${valueInWords(found)}.`;
    context.issues.push({ code: "custom", message, input: found });
    return z.NEVER;
  },
  encode: momentText,
});

const jitter = durationField(0).refine((milliseconds) => milliseconds <= MAX_JITTER_MS, {
  error: "Wanted a jitter of at most `1d`.",
});

const policy = part(
  z.strictObject({
    grace: withoutDefault(durationField(0), (found) => found === USUAL_POLICY.graceMs),
    coalesce: withoutDefault(z.boolean(), (found) => found === USUAL_POLICY.coalesce),
    catchUp: withoutDefault(z.enum(CATCH_UPS), (found) => found === USUAL_POLICY.catchUp),
    maxCatchUp: withoutDefault(z.int().min(1).max(100), (found) => found === USUAL_POLICY.maxCatchUp),
    overlap: withoutDefault(z.enum(OVERLAPS), (found) => found === USUAL_POLICY.overlap),
    maxRunning: withoutDefault(z.int().min(1).max(1_000), (found) => found === USUAL_POLICY.maxRunning),
  }),
);

/** The keys of a schedule file, in the order in which they are written. */
export const SCHEDULE_FIELDS = {
  schedule: z.literal(1),
  name: z.string().min(1).max(100),
  graph: namedField(graphNameProblem),
  revision: z.int().min(1).optional(),
  cron: z.string().max(200).optional(),
  every: durationField(0).optional(),
  at: moment.optional(),
  zone: withoutDefault(z.string().max(64), (found) => found === USUAL_ZONE),
  start: moment.optional(),
  end: moment.optional(),
  except: withoutDefault(z.array(z.string()).max(MAX_EXCLUDED_DATES), (found) => found.length === 0),
  jitter: withoutDefault(jitter, (found) => found === 0),
  params: recordField(inputNameProblem, json),
  pipelineName: withoutDefault(z.string().max(200), (found) => found.trim() === ""),
  priority: withoutDefault(z.int().min(-MAX_PRIORITY).max(MAX_PRIORITY), (found) => found === 0),
  labels: labelsField,
  policy: withoutDefault(policy, (found) => Object.keys(found).length === 0),
  state: z.enum(DESIRED_STATES).optional(),
};

/** A schedule file: reading and writing come from it. */
const scheduleShape = part(z.strictObject(SCHEDULE_FIELDS));

/** What a file says of a schedule, without what is as usual. Durations and moments are milliseconds. */
export type ScheduleFile = z.output<typeof scheduleShape>;

export type ScheduleFileResult =
  | { readonly ok: true; readonly file: ScheduleFile }
  | { readonly ok: false; readonly problems: readonly GraphFileProblem[] };

/** Reads what a file says of one schedule. All problems are given, each with its place. Never throws. */
export function parseScheduleFile(value: unknown): ScheduleFileResult {
  const foreign = untrustedValueProblem(value);
  if (foreign !== null) return { ok: false, problems: [{ path: pathText(foreign.at), ...foreign }] };
  const parsed = scheduleShape.safeParse(jsonFrom(value), { error: problemText });
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message, ...issue }) => {
        const at = path.map((step) => (typeof step === "number" ? step : String(step)));
        // The place of an unknown key is the key itself.
        const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
        return {
          at: unknown === undefined ? at : [...at, unknown],
          path: pathText(at),
          text: message,
        };
      }),
    };
  const file = filled(parsed.data);
  const problems = fileProblems(file);
  if (problems.length === 0) return { ok: true, file };
  return {
    ok: false,
    problems: problems.map(({ path, text }) => ({ at: [path], path, text })),
  };
}

/** What a file says of one schedule, in the form that people write. */
export function scheduleFileJson(file: ScheduleFile): FileFields {
  return z.encode(scheduleShape, file) as FileFields;
}

/** What can be known without a clock: whether it is ever due again, the server says. */
function fileProblems(file: ScheduleFile): RuleProblem[] {
  const given = (["cron", "every", "at"] as const).filter((key) => file[key] !== undefined);
  const [first, second] = given;
  if (first === undefined) return [{ path: "", text: "Wanted one of `cron`, `every` and `at`, found none." }];
  if (second !== undefined)
    return [{ path: second, text: `Wanted one of \`cron\`, \`every\` and \`at\`, found ${given.length}.` }];
  return ruleProblems(timesOfFile(file), null).map(({ path, text }) => ({ path: fileKeyOf(path), text }));
}

/** When a schedule is due that a file describes. An interval without a start is counted from 1970. */
export function timesOfFile(file: ScheduleFile): ScheduleTimes {
  const { cron, every, at, start } = file;
  return {
    rule:
      cron !== undefined
        ? { kind: "cron", cron }
        : every !== undefined
          ? { kind: "interval", everyMs: every, anchor: start ?? 0 }
          : { kind: "once", at: at ?? 0 },
    zone: file.zone ?? USUAL_ZONE,
    startsAt: start ?? null,
    endsAt: file.end ?? null,
    excludedDates: file.except ?? [],
  };
}

/** `2026-12-24T17:00:00Z`, with milliseconds only where there are some. */
function momentText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
