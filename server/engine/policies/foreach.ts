import { type Facts, workOut } from "../expressions/expression.ts";
import { resolveInputs } from "../expressions/input-resolution.ts";
import type { GraphContent, InputSpec, Json, Layout, VertexSpec } from "../model/graph-content.ts";
import { vertexNameOf, vertexNameProblem } from "../shape/graph-names.ts";
import { MAX_ITEMS } from "../shape/policy-fields.ts";
import { shownValue } from "../values/value-shown.ts";

/** How the items stand on the canvas, in pixels. */
const COLUMNS = 5;
const COLUMN_WIDTH = 280;
const ROW_HEIGHT = 140;

export type Items =
  | { readonly ok: true; readonly items: readonly Json[] }
  /** A part of a sentence. */
  | { readonly ok: false; readonly problem: string };

/** What a vertex is executed for, each by a track of its own. */
export function itemsOf({ foreach }: VertexSpec, facts: Facts): Items {
  return listGiven(foreach?.items ?? "", facts);
}

/** What each attempt of a vertex that is retried with a list has another one of. */
export function tryItems({ retry }: VertexSpec, facts: Facts): Items {
  const list = listGiven(retry?.each ?? "", facts);
  return list.ok && list.items.length === 0 ? { ok: false, problem: "no elements left to try with" } : list;
}

/** The names that the attempt after so many retries reads its item by; nothing where there is no list. */
export function tryFacts(spec: VertexSpec, facts: Facts, retries: number): Pick<Facts, "more"> {
  if (spec.retry?.each === undefined) return {};
  const list = tryItems(spec, facts);
  const item = list.ok ? list.items[retries] : undefined;
  return item === undefined ? {} : { more: { item, index: retries } };
}

function listGiven(text: string, facts: Facts): Items {
  const result = workOut(text, facts);
  if (!result.ok) return { ok: false, problem: `its items are not known: ${result.problem}` };
  const items = typeof result.value === "string" ? listIn(result.value) : result.value;
  if (!Array.isArray(items))
    return { ok: false, problem: `its items are ${shownValue(result.value)}, and a list is wanted` };
  if (items.length > MAX_ITEMS)
    return { ok: false, problem: `it has ${items.length} items, and ${MAX_ITEMS} is the most` };
  return { ok: true, items };
}

/** An output that its vertex does not declare is text: a list in JSON is one all the same. */
function listIn(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** What the tracks of items are called: as the items where those can be names that differ, else 1, 2, 3 … */
export function itemNames(items: readonly Json[]): readonly string[] {
  const names = items.map((item) =>
    typeof item === "string" || typeof item === "number" ? vertexNameOf(String(item)) : "",
  );
  const folded = new Set(names.map((name) => name.normalize("NFKD").toLowerCase()));
  const areNames = folded.size === names.length && names.every((name) => vertexNameProblem(name) === null);
  return areNames ? names : items.map((_, place) => String(place + 1));
}

export type ItemInputs =
  | { readonly ok: true; readonly given: readonly Readonly<Record<string, Json>>[] }
  | { readonly ok: false; readonly problem: string };

/** What each item's track is given: all that can be worked out by now. What is missing is asked there. */
export function inputsOfItems(
  { inputs = {} }: VertexSpec,
  items: readonly Json[],
  sources: {
    readonly answers: Readonly<Record<string, Json>>;
    readonly launch: Readonly<Record<string, Json>>;
    readonly facts: Facts;
  },
): ItemInputs {
  const specs = Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, unasked(spec)]));
  const given: Readonly<Record<string, Json>>[] = [];
  let length = 0;
  for (const [index, item] of items.entries()) {
    const facts = { ...sources.facts, more: { item, index } };
    const resolved = resolveInputs({ ...sources, specs, facts });
    if (resolved.kind !== "ready")
      return { ok: false, problem: resolved.kind === "failed" ? resolved.reason : "an input has no value" };
    given.push(resolved.values);
    length += JSON.stringify(resolved.values).length;
    if (length > MAX_GIVEN)
      return { ok: false, problem: "what its items are given is longer than 16 MiB together" };
  }
  return { ok: true, given };
}

function unasked({ required: _required, ...spec }: InputSpec): InputSpec {
  return spec;
}

/** The graph that runs the items of a vertex side by side: a vertex for each, with what it is given and no edges. */
export function contentOfItems(
  content: GraphContent,
  spec: VertexSpec,
  names: readonly string[],
): { readonly content: GraphContent; readonly layout: Layout } {
  const each = itemSpec(spec);
  const {
    params,
    timeout: _timeout,
    limits: _limits,
    outputs: _outputs,
    onFailure: _onFailure,
    ...rest
  } = content;
  return {
    content: {
      ...rest,
      ...(params !== undefined && { params }),
      onFailure: "continue",
      ...(spec.foreach?.parallel !== undefined && { limits: { tracks: spec.foreach.parallel } }),
      vertices: new Map(names.map((name) => [name, each])),
      edges: [],
    },
    layout: new Map(
      names.map((name, place) => [
        name,
        { x: (place % COLUMNS) * COLUMN_WIDTH, y: Math.floor(place / COLUMNS) * ROW_HEIGHT },
      ]),
    ),
  };
}

function itemSpec(spec: VertexSpec): VertexSpec {
  const { foreach: _foreach, join: _join, branch: _branch, onFailure: _onFailure, ...own } = spec;
  if (spec.inputs === undefined) return own;
  const inputs = Object.entries(spec.inputs).map(([name, { from: _from, ...input }]) => [name, input]);
  return { ...own, inputs: Object.fromEntries(inputs) };
}

/** What a track may give, in characters of JSON: as much as a script may. */
const MAX_OUTPUT = 1_048_576;
/** What all items together may be given, in characters of JSON: they are written at once. */
const MAX_GIVEN = 16 * 1_048_576;

/** Why the outputs of items cannot be kept, as a clause; null where they can. */
export function outputsProblem(outputs: Readonly<Record<string, Json>>): string | null {
  return JSON.stringify(outputs).length > MAX_OUTPUT
    ? "the outputs of its items are longer than 1 MiB together"
    : null;
}

/** The outputs of all items, each name with the list of its values in the items' order; null where an item has none. */
export function outputsOfItems(
  { outputs: declared }: VertexSpec,
  items: readonly (Readonly<Record<string, Json>> | null)[],
): Readonly<Record<string, Json>> {
  const names =
    declared === undefined
      ? new Set(items.flatMap((outputs) => Object.keys(outputs ?? {})))
      : Object.keys(declared);
  const gathered = [...names].map((name) => [name, items.map((outputs) => outputs?.[name] ?? null)]);
  return Object.fromEntries(gathered);
}
