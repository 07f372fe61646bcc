import { canonicalJson } from "../graph-file/canonical-json.ts";
import { ExactNumber } from "../json/exact-number.ts";
import type { VertexSpec } from "../model/graph-content.ts";
import { MAX_SCRIPT_BYTES } from "../shape/fields/fields.ts";
import { utf8Length } from "../text/utf8-length.ts";
import {
  conflictId,
  type MergeChoices,
  type MergeConflict,
  type MergeSubject,
  type Side,
} from "./conflict.ts";
import { mergeLines, stepPart } from "./merge-lines.ts";

/** Texts of several lines, in which two people may change different ones. */
const LINES: ReadonlySet<string> = new Set(["script", "revert", "body", "description", "text"]);
/** Their fields belong together: with one of each side they could mean what nobody wanted. */
const WHOLE: ReadonlySet<string> = new Set(["retry", "graph", "callback"]);

/** What stands at one place of the three files; undefined where there is nothing. */
export type Three<Value> = { readonly base: Value; readonly mine: Value; readonly theirs: Value };

/** Where a merge notes its conflicts, and reads what was chosen. */
export type MergeNotes = {
  readonly choices: MergeChoices;
  readonly conflicts: MergeConflict[];
  /** Mine is a step of the history: nothing of theirs is taken out, and nobody is asked. */
  readonly isStep: boolean;
};

/**
 * Merges one value with all that is in it: what only one side changed is taken from there. Where both did, objects are
 * merged field by field and texts line by line; anything else is a conflict, which a choice decides, or else mine stays.
 */
export function mergeValue(
  notes: MergeNotes,
  subject: MergeSubject,
  path: readonly string[],
  { base, mine, theirs }: Three<unknown>,
): unknown {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  const field = path.at(-1) ?? "";
  if (field === "graph" && isPinned(base, theirs)) return mine;
  if (field === "graph" && isPinned(base, mine)) return theirs;
  if (isFields(mine) && isFields(theirs) && !WHOLE.has(field))
    return mergeFields(notes, subject, path, { base: isFields(base) ? base : {}, mine, theirs });
  if (
    typeof base === "string" &&
    typeof mine === "string" &&
    typeof theirs === "string" &&
    LINES.has(field)
  ) {
    const text = mergeLines(base, mine, theirs, notes.isStep ? stepPart : undefined);
    if (text !== null && utf8Length(text) <= MAX_SCRIPT_BYTES) return text;
  }
  return choose(notes, subject, path, { base, mine, theirs }) === "theirs" ? theirs : mine;
}

/** Notes a conflict, and gives the side that a person chose; mine where none did, and theirs in a step. */
export function choose(
  { choices, conflicts, isStep }: MergeNotes,
  subject: MergeSubject,
  path: readonly string[],
  values: Three<unknown> & Pick<MergeConflict, "edges">,
): Side {
  const id = conflictId(subject, path);
  conflicts.push({ id, subject, path, ...values });
  return choices.get(id) ?? (isStep ? "theirs" : "mine");
}

/** The value that one of both changed, where nobody is asked: mine where both did, and theirs in a step. */
export function changedOne<Value>({ isStep }: MergeNotes, { base, mine, theirs }: Three<Value>): Value {
  if (isSame(base, mine)) return theirs;
  return isStep && !isSame(base, theirs) ? theirs : mine;
}

type Fields = { readonly [field: string]: unknown };

function mergeFields(
  notes: MergeNotes,
  subject: MergeSubject,
  path: readonly string[],
  { base, mine, theirs }: Three<Fields>,
): Fields {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const entries = [...names].map((name): [string, unknown] => [
    name,
    mergeValue(notes, subject, [...path, name], {
      base: fieldOf(base, name),
      mine: fieldOf(mine, name),
      theirs: fieldOf(theirs, name),
    }),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Whether two vertices are the same, but for the digest that the server adds to the child graph of one. */
export function isSameButForPins(one: VertexSpec, other: VertexSpec): boolean {
  if (isSame(one, other)) return true;
  const { graph } = other;
  return graph !== undefined && isPinned(one.graph, graph) && isSame({ ...one, graph }, other);
}

/** Whether it is the same child graph, to which the server added the digest. */
function isPinned(base: unknown, now: unknown): boolean {
  return isFields(base) && isFields(now) && isSame({ ...base, digest: now["digest"] }, now);
}

/** A field may have the name of something that every object has. */
function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isFields(value: unknown): value is Fields {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && !(value instanceof Map) && !(value instanceof ExactNumber);
}

/** Whether two values of graphs say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return canonicalJson(one) === canonicalJson(other);
}
