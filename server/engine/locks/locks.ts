import { isJsonList, isJsonMap, ownOf } from "../json/json.ts";
import type { Json, VertexSpec } from "../model/graph-content.ts";
import { filledTemplate, inputsOfTemplates } from "../requests/templates.ts";
import { lockNameProblem } from "../shape/lock-shape.ts";

export type LockSpec = NonNullable<VertexSpec["locks"]>[number];

/** A lock by its name, and how many tracks may hold it at once. */
export type Lock = { readonly name: string; readonly slots: number };

/** A lock as the graph file has it: its name may have placeholders. */
export function lockOf(lock: LockSpec): Lock {
  return typeof lock === "string" ? { name: lock, slots: 1 } : lock;
}

/** The inputs whose values are in the names of the vertex's locks. */
export function inputsOfLocks({ locks = [], inputs = {} }: VertexSpec): ReadonlySet<string> {
  const templates = locks.map((lock) => lockOf(lock).name);
  return inputsOfTemplates(templates, inputs);
}

/** The vertex with `change` applied to the name of each of its locks. */
export function withLockNames(spec: VertexSpec, change: (name: string) => string): VertexSpec {
  if (spec.locks === undefined) return spec;
  const locks = spec.locks.map((lock) =>
    typeof lock === "string" ? change(lock) : { ...lock, name: change(lock.name) },
  );
  return { ...spec, locks };
}

export type LockNames =
  /** In the order of the graph file; null if no name depends on a value. */
  | { readonly ok: true; readonly names: readonly string[] | null }
  /** `problem` is the reason of the track that fails. */
  | { readonly ok: false; readonly problem: string };

/** The names of a vertex's locks with the values of its inputs. */
export function lockNames(spec: VertexSpec, values: Readonly<Record<string, Json>>): LockNames {
  if (inputsOfLocks(spec).size === 0) return { ok: true, names: null };
  const names: string[] = [];
  for (const { name: template } of (spec.locks ?? []).map(lockOf)) {
    const missing: string[] = [];
    const name = filledTemplate(template, spec.inputs ?? {}, (input) => {
      const value = ownOf(values, input) ?? null;
      if (value === null || isJsonList(value) || isJsonMap(value)) missing.push(input);
      return String(value);
    });
    const [unknown] = missing;
    if (unknown !== undefined)
      return { ok: false, problem: `the lock ${template} has no name: its input ${unknown} has no value` };
    const problem = lockNameProblem(name);
    if (problem !== null) return { ok: false, problem: `the lock ${template} has no valid name. ${problem}` };
    names.push(name);
  }
  return { ok: true, names };
}

/**
 * The locks that a track needs, each name once; if two of them have one name, the smaller number of slots counts.
 *
 * @param names as `lockNames` gives them. Null: locks whose names depend on values are not known yet and left out.
 */
export function locksNeeded(spec: VertexSpec, names: readonly string[] | null): readonly Lock[] {
  const isKnown = names !== null || inputsOfLocks(spec).size === 0;
  const found = new Map<string, number>();
  for (const [place, lock] of (spec.locks ?? []).map(lockOf).entries()) {
    const name = names?.[place] ?? lock.name;
    if (!isKnown && inputsOfLocks({ ...spec, locks: [lock.name] }).size > 0) continue;
    found.set(name, Math.min(lock.slots, found.get(name) ?? lock.slots));
  }
  return [...found].map(([name, slots]) => ({ name, slots }));
}

/** The reason of a track that waits for its locks. */
export function locksText(spec: VertexSpec, names: readonly string[] | null): string {
  const needed = locksNeeded(spec, names).map(({ name }) => name);
  return `waits for its lock${needed.length === 1 ? "" : "s"} ${needed.join(", ")}`;
}
