import type { ShownProblem } from "#components/api/shown-problem.ts";
import { ENTRY_LABELS, type EntryName } from "./schedule-entries.ts";

/** The fields of the API that have another name in the form. */
const FIELDS: Readonly<Record<string, EntryName>> = {
  everyMs: "every",
  jitterMs: "jitter",
  "policy.graceMs": "grace",
  "policy.maxRunning": "maxRunning",
  "policy.maxCatchUp": "maxCatchUp",
};

/** The problems that the server found, each at its field; the first of each counts. What has no field is left out. */
export function problemsAtFields(problem: ShownProblem | null): ReadonlyMap<EntryName, string> {
  const found = new Map<EntryName, string>();
  for (const { path, text } of problem?.problems ?? []) {
    const field = fieldOf(path);
    if (field !== null && !found.has(field)) found.set(field, text);
  }
  return found;
}

/** By param: what the server says of it. */
export function problemsOfParams(problem: ShownProblem | null): ReadonlyMap<string, string> {
  const own = (problem?.problems ?? []).filter(({ path }) => path.startsWith("params."));
  return new Map(own.map(({ path, text }) => [path.slice("params.".length), text]));
}

function fieldOf(path: string): EntryName | null {
  const known = FIELDS[path];
  if (known !== undefined) return known;
  const [first = ""] = path.split(".");
  return Object.hasOwn(ENTRY_LABELS, first) ? (first as EntryName) : null;
}
