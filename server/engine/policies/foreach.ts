import { sharingCost } from "../cost/cost.ts";
import { evaluateText, type Facts } from "../expressions/expression.ts";
import { foundValue } from "../expressions/found-value.ts";
import { type InputSources, resolveInputs } from "../expressions/input-resolution.ts";
import { plainNumberOf } from "../json/exact-number.ts";
import { isJsonNumber } from "../json/json.ts";
import { readJson } from "../json/read-json.ts";
import { jsonBeginning, writeJson } from "../json/write-json.ts";
import { isGraph } from "../kinds/kinds.ts";
import type { GraphContent, Json, Layout, VertexSpec } from "../model/graph-content.ts";
import { MAX_ITEMS } from "../shape/fields/policy-fields.ts";
import { vertexNameOf, vertexNameProblem } from "../shape/names/graph-names.ts";
import { cutWithMark } from "../text/cut-text.ts";
import { shownValue } from "../values/value-shown.ts";

/** The grid in which items are placed on the canvas, in pixels. */
const COLUMNS = 5;
const COLUMN_WIDTH = 280;
const ROW_HEIGHT = 140;

/** The most characters of an item in a reason. */
const MAX_SHOWN = 80;

export type Items =
  | { readonly ok: true; readonly items: readonly Json[] }
  /** `problem` is part of a sentence. */
  | { readonly ok: false; readonly problem: string };

/** The items of a vertex with `foreach`, or else its `default`. Each item gets its own track. */
export function itemsOf({ foreach }: VertexSpec, facts: Facts): Items {
  return listGiven(foreach?.items ?? "", facts, foreach?.default);
}

/** The items of `retry.each`: each attempt gets the next one. */
export function retryItems({ retry }: VertexSpec, facts: Facts): Items {
  const list = listGiven(retry?.each ?? "", facts);
  return list.ok && list.items.length === 0 ? { ok: false, problem: "no elements left to try with" } : list;
}

/** The facts `item` and `index` of the attempt after `retries` retries; empty without `retry.each`. */
export function retryFacts(spec: VertexSpec, facts: Facts, retries: number): Pick<Facts, "more"> {
  if (spec.retry?.each === undefined) return {};
  const list = retryItems(spec, facts);
  const item = list.ok ? list.items[retries] : undefined;
  return item === undefined ? {} : { more: { item, index: retries } };
}

function listGiven(text: string, facts: Facts, usual?: readonly Json[]): Items {
  const spec = { type: "list", from: text, ...(usual !== undefined && { default: usual }) } as const;
  const result = foundValue(spec, facts);
  if (result.kind !== "value") return { ok: false, problem: `its items are not known: ${result.problem}` };
  const items = typeof result.value === "string" ? listIn(result.value) : result.value;
  if (!Array.isArray(items))
    return { ok: false, problem: `its items are ${shownValue(result.value)}, and a list is wanted` };
  if (items.length > MAX_ITEMS)
    return { ok: false, problem: `it has ${items.length} items, and ${MAX_ITEMS} is the most` };
  return { ok: true, items };
}

/** An undeclared output is always text, so a list may come as JSON text. */
function listIn(text: string): Json {
  const read = readJson(text);
  return read.ok ? read.value : text;
}

/** The names of the tracks of items: the items themselves if all are valid and different names, otherwise 1, 2, 3 … */
export function itemNames(items: readonly Json[]): readonly string[] {
  const names = items.map((item) =>
    typeof item === "string" || isJsonNumber(item) ? vertexNameOf(String(item)) : "",
  );
  const folded = new Set(names.map((name) => name.normalize("NFKD").toLowerCase()));
  const areNames = folded.size === names.length && names.every((name) => vertexNameProblem(name) === null);
  return areNames ? names : items.map((_, place) => String(place + 1));
}

export type ItemInputs =
  | { readonly ok: true; readonly items: readonly ItemValues[] }
  | { readonly ok: false; readonly problem: string };

/** What the track of one item begins with. */
export type ItemValues = {
  readonly given: Readonly<Record<string, Json>>;
  /** Why inputs have no value, by their names; null if all fit. Only this item fails. */
  readonly inputProblems: Readonly<Record<string, string>> | null;
};

type ItemSources = {
  readonly answers: Readonly<Record<string, Json>>;
  readonly launch: Readonly<Record<string, Json>>;
  readonly facts: Facts;
};

/** The values that each item's track is given. A required input without a value is omitted: the item's track asks for it. */
export function inputsOfItems(spec: VertexSpec, items: readonly Json[], sources: ItemSources): ItemInputs {
  return sharingCost(() => inputsOf(spec, items, sources));
}

function inputsOf(spec: VertexSpec, items: readonly Json[], sources: ItemSources): ItemInputs {
  const more = { ...sources, isForGraph: isGraph(spec), isAskedLater: true };
  const values: ItemValues[] = [];
  let length = 0;
  for (const [index, item] of items.entries()) {
    const facts = { ...sources.facts, more: { item, index } };
    const one = valuesOfItem(spec, { ...more, facts }, `the item with index ${index} is ${inShort(item)}`);
    values.push(one);
    length += writeJson(one).length;
    if (length > MAX_GIVEN)
      return { ok: false, problem: "what its items are given is longer than 16 MiB together" };
  }
  return { ok: true, items: values };
}

function inShort(item: Json): string {
  return cutWithMark(jsonBeginning(item, MAX_SHOWN), MAX_SHOWN);
}

/** @param who names the item in the reasons. */
function valuesOfItem(
  { inputs = {} }: VertexSpec,
  sources: Omit<InputSources, "specs">,
  who: string,
): ItemValues {
  const given: Record<string, Json> = {};
  const problems: Record<string, string> = {};
  for (const [name, spec] of Object.entries(inputs)) {
    const resolved = resolveInputs({ ...sources, specs: { [name]: spec } });
    if (resolved.kind === "ready") Object.assign(given, resolved.values);
    else
      problems[name] =
        `${who}: ${resolved.kind === "failed" ? resolved.reason : `the input ${name} has no value`}`;
  }
  return { given, inputProblems: Object.keys(problems).length === 0 ? null : problems };
}

export type Parallel =
  /** Null: any number. */
  { readonly ok: true; readonly parallel: number | null } | { readonly ok: false; readonly problem: string };

/** How many items of a vertex run at once. */
export function parallelOf({ foreach }: VertexSpec, facts: Facts): Parallel {
  const { parallel = null } = foreach ?? {};
  if (typeof parallel !== "string") return { ok: true, parallel };
  const result = evaluateText(parallel, facts);
  if (!result.ok)
    return { ok: false, problem: `it is not known how many items may run at once: ${result.problem}` };
  // An undeclared output is always text.
  const { value } = result;
  const count = isJsonNumber(value) ? plainNumberOf(value) : typeof value === "string" ? Number(value) : null;
  if (count !== null && Number.isInteger(count) && count >= 1 && count <= MAX_ITEMS)
    return { ok: true, parallel: count };
  const wanted = `a whole number from 1 to ${MAX_ITEMS} is wanted`;
  return { ok: false, problem: `\`parallel\` gives ${shownValue(result.value)}, and ${wanted}` };
}

/** What a pipeline that runs items has in its row: the vertex, and what was worked out when the pipeline was made. */
export type ItemsOf = {
  readonly number: number;
  readonly names: readonly string[];
  /** How many of them run at once; null: any number. */
  readonly parallel: number | null;
};

/** The graph that runs the items of a vertex in parallel: one vertex for each item, and no edges. */
export function contentOfItems(
  content: GraphContent,
  spec: VertexSpec,
  { names, parallel }: Pick<ItemsOf, "names" | "parallel">,
): { readonly content: GraphContent; readonly layout: Layout } {
  const each = itemSpec(spec);
  const { params, timeout: _timeout, limits, outputs: _outputs, onFailure: _onFailure, ...rest } = content;
  return {
    content: {
      ...rest,
      ...(params !== undefined && { params }),
      onFailure: "continue",
      ...((parallel !== null || limits?.logMiB !== undefined) && {
        limits: {
          ...(parallel !== null && { tracks: parallel }),
          ...(limits?.logMiB !== undefined && { logMiB: limits.logMiB }),
        },
      }),
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
  const { foreach: _foreach, join: _join, branch: _branch, final: _final, onFailure: _, ...own } = spec;
  if (spec.inputs === undefined) return own;
  const inputs = Object.entries(spec.inputs).map(([name, { from: _from, ...input }]) => [name, input]);
  return { ...own, inputs: Object.fromEntries(inputs) };
}

/** The largest inputs of all items together, in characters of JSON, because one statement writes them all. */
const MAX_GIVEN = 16 * 1_048_576;
