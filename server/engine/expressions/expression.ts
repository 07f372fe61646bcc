import { type ASTNode, serialize } from "@marcbachmann/cel-js";
import { withinCost } from "../cost/cost.ts";
import { ownOf, type Values } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { Json } from "../model/graph-content.ts";
import { celOfNamed, celOfOwn, type DeclaredTypes, type Types } from "./cel/cel-of-named.ts";
import { parseCel, runCel } from "./cel/cel-program.ts";
import { celOf, jsonOf } from "./cel/cel-values.ts";
import { keyOf, vertexAsked, vertexIn, walk, wholeProblem } from "./expression-walk.ts";
import { handedNumber } from "./handed-numbers.ts";
import { keptValue } from "./kept-value.ts";
import { isOfMissingPart } from "./missing-part.ts";
import { ALL_OWN_NAMES, OWN_NAMES } from "./own-names.ts";
import { pathIn, type ReadPath, valueAt } from "./read-path.ts";
import { NO_EXIT, valuesRead, withValues } from "./values-read.ts";
import { underAliases, withAliases, withoutAliases } from "./vertex-names.ts";

/** A parsed CEL expression, with the names that it reads. */
export type Expression = {
  /** As the author wrote it. */
  readonly text: string;
  /** As CEL reads it: see `withAliases`. */
  readonly cel: string;
  readonly aliases: ReadonlyMap<string, string>;
  /** The outputs that it reads, by vertex. The key `null` means that it reads all outputs of the vertex. */
  readonly outputs: ReadonlyMap<string, ReadonlySet<string | null>>;
  /** The params that it reads; `null`: it reads them as a whole, or by a name that it works out. */
  readonly params: ReadonlySet<string | null>;
  /** The vertices of which it asks with `has` whether an output is there. */
  readonly asked: ReadonlySet<string>;
  /** The vertices whose callback addresses it reads. */
  readonly callbacks: ReadonlySet<string>;
  /** The names in `RECEIVED` that it reads, such as `call` and `body`. */
  readonly received: ReadonlySet<string>;
  /** True if it reads `state` or `exit` of an edge's tail. Only such a condition applies after a failure. */
  readonly readsTailEnd: boolean;
  /** Where the value stands that it only hands on; null if it works something out. */
  readonly path: ReadPath | null;
  /** True if it is a sum, a product and the like: it is never true or false. */
  readonly isCalculation: boolean;
};

/** Everything that an expression may read. A name without a value is missing here, not null. */
export type Facts = {
  readonly params: Readonly<Record<string, Json>>;
  readonly pipeline: Readonly<Record<string, Json>>;
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** The callback addresses, by vertex. */
  readonly callbacks?: Readonly<Record<string, string>>;
  /** The values of the names in `RECEIVED`. */
  readonly more?: Readonly<Record<string, Json>>;
  /** How the tail of an edge ended: for conditions only. */
  readonly end?: { readonly state: "succeeded" | "failed"; readonly exit: number | null };
  /** What the graph declares about `params` and `outputs`. */
  readonly types?: DeclaredTypes;
  /** What the vertex itself declares about its outputs, which are `last` and `result`. */
  readonly ownTypes?: Types;
};

export type Evaluated =
  /** `saw` lists the values that the expression read, as text. */
  | { readonly ok: true; readonly value: Json; readonly saw: string }
  /**
   * `problem` is a sentence without its full stop: the expression, the error and the values that it read. `isMissing`: it
   * read a key or an item that is not there.
   */
  | { readonly ok: false; readonly problem: string; readonly isMissing: boolean };

export type Reading =
  | { readonly ok: true; readonly expression: Expression }
  /** `error` is that of the library, where it is one. */
  | { readonly ok: false; readonly problem: string; readonly error?: unknown };

/** The names that only some vertices may read, such as the call of a callback. Those of conditions are no data. */
const RECEIVED: ReadonlySet<string> = new Set(
  [...ALL_OWN_NAMES.keys()].filter((name) => !Object.hasOwn(OWN_NAMES.condition, name)),
);
/** Those of them that are outputs of the vertex itself. */
const OWN_OUTPUTS: ReadonlySet<string> = new Set(["last", "result"]);
const CALCULATIONS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "-_"]);

const read = new Map<string, Reading>();
const MAX_KEPT = 1_000;

/** Parses an expression; parsed texts are cached. Names and types are checked in findings-expressions.ts. */
export function readExpression(text: string): Reading {
  const known = read.get(text);
  if (known !== undefined) return known;
  const reading = parse(text);
  if (read.size >= MAX_KEPT) read.clear();
  read.set(text, reading);
  return reading;
}

function parse(text: string): Reading {
  const { cel, aliases } = withAliases(text);
  const names = new Map([...aliases].map(([name, alias]) => [alias, name]));
  let ast: ASTNode;
  try {
    ast = parseCel(cel);
  } catch (error) {
    return { ok: false, problem: problemOf(error), error };
  }
  const outputs = new Map<string, Set<string | null>>();
  const params = new Set<string | null>();
  const asked = new Set<string>();
  const callbacks = new Set<string>();
  const received = new Set<string>();
  let readsTailEnd = false;
  const note = (vertex: string, key: string | null) => {
    const keys = outputs.get(vertex) ?? new Set();
    outputs.set(vertex, keys.add(key));
  };
  const problem = walk(ast, false, (node, parent) => {
    if (node.op === "id" && (node.args === "state" || node.args === "exit")) readsTailEnd = true;
    if (node.op === "id" && node.args === "params") params.add(parent === null ? null : keyOf(parent, node));
    if (node.op === "id" && RECEIVED.has(node.args)) received.add(node.args);
    const called = vertexIn("callbacks", node);
    if (called !== null) callbacks.add(names.get(called) ?? called);
    const vertex = vertexIn("outputs", node);
    if (vertex !== null) note(names.get(vertex) ?? vertex, parent === null ? null : keyOf(parent, node));
    const questioned = vertexAsked(node);
    if (questioned !== null) asked.add(names.get(questioned) ?? questioned);
    return (
      wholeProblem("outputs", "outputs.A.key", node, parent) ??
      wholeProblem("callbacks", "callbacks.A", node, parent)
    );
  });
  if (problem !== null) return { ok: false, problem };
  return {
    ok: true,
    expression: {
      text,
      cel,
      aliases,
      outputs,
      params,
      asked,
      callbacks,
      received,
      readsTailEnd,
      path: pathIn(ast, names),
      isCalculation: CALCULATIONS.has(ast.op),
    },
  };
}

/** Parses and evaluates an expression; a text that cannot be parsed is a problem like any other. */
export function evaluateText(text: string, facts: Facts): Evaluated {
  const reading = readExpression(text);
  return reading.ok ? evaluate(reading.expression, facts) : { ...reading, isMissing: false };
}

export type ConditionResult =
  | { readonly ok: true; readonly holds: boolean; readonly saw: string }
  | { readonly ok: false; readonly problem: string };

/** Evaluates a condition. A value that is not true or false is a problem. */
export function evaluateCondition(text: string, facts: Facts): ConditionResult {
  const result = evaluateText(text, facts);
  if (!result.ok) return result;
  if (typeof result.value === "boolean") return { ok: true, holds: result.value, saw: result.saw };
  return { ok: false, problem: `\`${text}\` is neither true nor false (${result.saw})` };
}

/**
 * Evaluates an expression.
 *
 * @returns its value as JSON; or the problem, with the values that the expression read. It is also a problem if the
 *   expression costs too much with these values: see docs/decisions/069-cost-of-expressions.md.
 */
export function evaluate(expression: Expression, facts: Facts): Evaluated {
  const counted = withinCost(() =>
    keptValue(
      facts.params,
      expression.text,
      () => identitiesOf(expression, facts),
      () => evaluateAtCost(expression, facts),
    ),
  );
  if (counted.ok) return counted.value;
  return { ok: false, problem: withValues(expression, facts, counted.problem), isMissing: false };
}

function evaluateAtCost(expression: Expression, facts: Facts): Evaluated {
  const context = contextOf(expression, facts);
  try {
    const given = runCel(expression.cel, context);
    // A value that is only handed on stays as it is, whatever CEL makes of it.
    const value =
      valueAt(expression.path, facts) ??
      jsonOf(given, (double) => handedNumber(double, readBy(expression, facts)));
    if (value !== undefined) return { ok: true, value, saw: valuesRead(expression, facts) };
    const problem = `\`${expression.text}\` gives a value that no input can have`;
    return { ok: false, problem, isMissing: false };
  } catch (error) {
    const said = withoutAliases(problemOf(error), expression.aliases);
    return {
      ok: false,
      problem: withValues(expression, facts, said),
      isMissing: isOfMissingPart(error, (part) => valueOfPart(part, context)),
    };
  }
}

/** Everything that the value of the expression depends on, to be compared by identity. */
function identitiesOf({ outputs, received, callbacks }: Expression, facts: Facts): readonly unknown[] {
  const { pipeline, more = {}, end, types, ownTypes = {} } = facts;
  return [
    types,
    writeJson(ownTypes),
    writeJson(pipeline),
    end?.state,
    end?.exit,
    ...[...outputs.keys()].map((vertex) => ownOf(facts.outputs, vertex)),
    ...[...callbacks].map((vertex) => ownOf(facts.callbacks ?? {}, vertex)),
    ...[...received].map((name) => ownOf(more, name)),
  ];
}

/** The values in which the expression reads. */
function readBy(
  { outputs, received }: Expression,
  { params, outputs: all, more = {} }: Facts,
): readonly (Json | Values)[] {
  const ofVertices = [...outputs.keys()].map((vertex) => ownOf(all, vertex) ?? {});
  return [params, ...ofVertices, ...[...received].map((name) => ownOf(more, name) ?? null)];
}

/** The value of a part of an expression; undefined if it has none by itself, as inside of a loop. */
function valueOfPart(part: ASTNode, context: Record<string, unknown>): unknown {
  try {
    return runCel(serialize(part), context);
  } catch {
    return undefined;
  }
}

/** The names that the expression may read, with CEL values of the declared types. */
function contextOf({ aliases, received }: Expression, facts: Facts): Record<string, unknown> {
  const { params, pipeline, outputs, callbacks = {}, more = {}, end, types, ownTypes } = facts;
  const typed = Object.entries(outputs).map(([vertex, values]) => {
    const { declared, isOfItems } = types?.outputs.get(vertex) ?? {};
    return [vertex, celOfNamed(values, declared, isOfItems)] as const;
  });
  const own = Object.entries(more).flatMap(([name, value]) =>
    received.has(name) ? [[name, OWN_OUTPUTS.has(name) ? celOfOwn(value, ownTypes) : celOf(value)]] : [],
  );
  return {
    params: celOfNamed(params, types?.params),
    pipeline: celOf(pipeline),
    outputs: new Map(Object.entries(underAliases(Object.fromEntries(typed), aliases))),
    callbacks: celOf(underAliases(callbacks, aliases)),
    ...Object.fromEntries(own),
    ...(end === undefined ? {} : { state: end.state, exit: BigInt(end.exit ?? NO_EXIT) }),
  };
}

/** The first line of the CEL library's message. The other lines draw the place of the error. */
export function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? text).replace(/\.$/, "");
}
