import { type GraphFileProblem, pathText, unknownKeysText } from "../graph-file/graph-file-problem.ts";
import { fileKeyOf } from "../schedules/file-key.ts";
import {
  parseScheduleFile,
  SCHEDULE_FIELDS,
  type ScheduleFile,
  scheduleFileJson,
} from "../schedules/schedule-file.ts";
import type { FileFields } from "../shape/file-part.ts";
import { graphNameProblem } from "../shape/names/graph-names.ts";
import { triggerNameProblem } from "../shape/names/trigger-names.ts";
import { valueInWords } from "../text/value-in-words.ts";
import {
  filePathOf,
  parseTriggerFile,
  TRIGGER_FIELDS,
  type TriggerFile,
  triggerFileJson,
} from "../triggers/trigger-file.ts";
import { TRIGGER_KIND_NAMES, type TriggerKind } from "../triggers/trigger-kinds.ts";
import type { ValuePath } from "../values/untrusted-value.ts";

/** The keys of a schedule file that an entry has below `schedule`: when it is due, and what happens where it is late. */
const TIMES_KEYS = ["cron", "every", "at", "zone", "start", "end", "except", "jitter", "policy"] as const;

/** What an entry may say that launches the graph. */
export type DeclaredKind = "schedule" | TriggerKind;
const DECLARED_KINDS: readonly DeclaredKind[] = ["schedule", ...TRIGGER_KIND_NAMES];

/** A schedule or a trigger that a graph file declares, as the file of its own would say it. */
export type DeclaredTrigger =
  | { readonly of: "schedule"; readonly file: ScheduleFile }
  | { readonly of: "trigger"; readonly file: TriggerFile };

type Parsed =
  | { readonly ok: true; readonly declared: DeclaredTrigger }
  | { readonly ok: false; readonly problems: readonly GraphFileProblem[] };

/**
 * Reads one entry of `triggers`, by what reads a schedule file and a trigger file.
 *
 * @param graph the graph of the file.
 * @returns the places of problems are in the entry. Never throws.
 */
export function parseDeclaredTrigger(value: unknown, graph: string): Parsed {
  if (!(value instanceof Map))
    return refused([{ at: [], text: `Wanted a map (\`name: …\`), found ${valueInWords(value)}.` }]);
  const fields = value as ReadonlyMap<string, unknown>;
  const [kind, second] = DECLARED_KINDS.filter((each) => fields.has(each));
  if (kind === undefined || second !== undefined) {
    const wanted = DECLARED_KINDS.map((each) => `\`${each}\``).join(", ");
    const found = kind === undefined ? "none" : `\`${kind}\` and \`${second}\``;
    const at = second === undefined ? [] : [second];
    return refused([{ at, text: `Wanted what launches the graph, one of ${wanted}, found ${found}.` }]);
  }
  const unknown = unknownProblems(fields, keysOfEntry(kind), []);
  // The graph of a file whose name is wrong is told by the name.
  const target = graphNameProblem(graph) === null ? graph : "graph";
  const known = [...fields].filter(([key]) => keysOfEntry(kind).includes(key));
  const parsed =
    kind === "schedule"
      ? parsedSchedule(new Map(known), target)
      : parsedTrigger(new Map<string, unknown>([["trigger", 1], ["graph", target], ...known]));
  const name = fields.get("name");
  const ofName = typeof name === "string" ? triggerNameProblem(name) : null;
  if (parsed.ok && unknown.length === 0 && ofName === null) return parsed;
  return refused([
    ...(ofName === null ? [] : [{ at: ["name"], text: ofName }]),
    ...unknown,
    ...(parsed.ok ? [] : parsed.problems),
  ]);
}

/** An entry of `triggers`, in the form that people write. */
export function declaredJson(declared: DeclaredTrigger): FileFields {
  if (declared.of === "trigger") {
    const { trigger: _, graph: _graph, ...entry } = triggerFileJson(declared.file);
    return entry;
  }
  const { schedule: _, graph: _graph, name = "", ...fields } = scheduleFileJson(declared.file);
  const entries = Object.entries(fields);
  return {
    name,
    schedule: Object.fromEntries(entries.filter(([key]) => isOfTimes(key))),
    ...Object.fromEntries(entries.filter(([key]) => !isOfTimes(key))),
  };
}

/** The place in an entry of what the API calls `path`. */
export function entryPathOf(declared: DeclaredTrigger, path: string): ValuePath {
  if (declared.of === "trigger") return filePathOf(path, declared.file.kind);
  const [first = "", ...rest] = path.split(".");
  if (first === "params") return [first, rest.join(".")];
  const key = fileKeyOf(path);
  return isOfTimes(key) ? ["schedule", key] : [key];
}

/** The same for another graph. */
export function withGraph<One extends DeclaredTrigger>(declared: One, graph: string): One {
  return { ...declared, file: { ...declared.file, graph } };
}

/** The kind of a declared one. */
export function declaredKind({ of, file }: DeclaredTrigger): DeclaredKind {
  return of === "schedule" ? of : (file as TriggerFile).kind;
}

function parsedSchedule(entry: ReadonlyMap<string, unknown>, graph: string): Parsed {
  const { schedule: times, ...rest } = Object.fromEntries(entry);
  if (!(times instanceof Map))
    return refused([{ at: ["schedule"], text: `Wanted a map (\`cron: …\`), found ${valueInWords(times)}.` }]);
  const unknown = unknownProblems(times as ReadonlyMap<string, unknown>, TIMES_KEYS, ["schedule"]);
  const known = [...(times as ReadonlyMap<string, unknown>)].filter(([key]) => isOfTimes(key));
  const parsed = parseScheduleFile(
    new Map<string, unknown>([["schedule", 1], ["graph", graph], ...Object.entries(rest), ...known]),
  );
  if (parsed.ok && unknown.length === 0) return { ok: true, declared: { of: "schedule", file: parsed.file } };
  const found = parsed.ok ? [] : parsed.problems;
  return refused([
    ...unknown,
    ...found.map(({ at: [first = "", ...inner], text }) => ({
      at:
        first === ""
          ? ["schedule"]
          : isOfTimes(String(first))
            ? ["schedule", first, ...inner]
            : [first, ...inner],
      text,
    })),
  ]);
}

function parsedTrigger(entry: ReadonlyMap<string, unknown>): Parsed {
  const parsed = parseTriggerFile(entry);
  if (!parsed.ok) return parsed;
  return { ok: true, declared: { of: "trigger", file: parsed.file } };
}

function unknownProblems(
  fields: ReadonlyMap<string, unknown>,
  known: readonly string[],
  start: ValuePath,
): readonly Found[] {
  const unknown = [...fields.keys()].filter((key) => !known.includes(key));
  const [first] = unknown;
  if (first === undefined) return [];
  const astray = unknown.find((key) => isOfTimes(key) && known.includes("schedule"));
  const hint = astray === undefined ? "" : ` \`${astray}\` stands below \`schedule\`.`;
  return [{ at: [...start, first], text: `${unknownKeysText(unknown, known)}${hint}` }];
}

function keysOfEntry(kind: DeclaredKind): readonly string[] {
  if (kind === "schedule")
    return Object.keys(SCHEDULE_FIELDS).filter((key) => key !== "graph" && !isOfTimes(key));
  const others: readonly string[] = [
    "trigger",
    "graph",
    ...TRIGGER_KIND_NAMES.filter((each) => each !== kind),
  ];
  return Object.keys(TRIGGER_FIELDS).filter((key) => !others.includes(key));
}

function isOfTimes(key: string): boolean {
  return (TIMES_KEYS as readonly string[]).includes(key);
}

type Found = { readonly at: ValuePath; readonly text: string };

function refused(problems: readonly Found[]): { ok: false; problems: readonly GraphFileProblem[] } {
  return { ok: false, problems: problems.map(({ at, text }) => ({ at, path: pathText(at), text })) };
}
