import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { writeJson } from "../json/write-json.ts";
import type { Json } from "../model/graph-content.ts";
import { valuePattern } from "../values/value-pattern.ts";
import { shownValue } from "../values/value-shown.ts";
import { celOf, jsonOf } from "./cel-values.ts";
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
  /** The vertices of which it asks with `has` whether an output is there. */
  readonly asked: ReadonlySet<string>;
  /** The vertices whose callback addresses it reads. */
  readonly callbacks: ReadonlySet<string>;
  /** The names in `RECEIVED` that it reads, such as `call` and `body`. */
  readonly received: ReadonlySet<string>;
  /** True if it reads `state` or `exit` of an edge's tail. Only such a condition applies after a failure. */
  readonly readsTailEnd: boolean;
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
  | { readonly ok: false; readonly problem: string };

/**
 * A CEL expression always ends, but nested loops over long lists can take very long. Without nested loops and with at
 * most this many parts, the time is bounded by the size of the values times the number of parts.
 */
export const MAX_EXPRESSION_PARTS = 300;
/** The names that only some vertices may read, such as the call of a callback; see findings-expressions.ts. */
const RECEIVED: ReadonlySet<string> = new Set([
  "call",
  "calls",
  "status",
  "headers",
  "body",
  "item",
  "index",
  "result",
  "last",
  "failures",
]);
const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

const limits = { maxAstNodes: MAX_EXPRESSION_PARTS, maxDepth: 50 };
/** Variables have no declared types here. Check knows the types that the graph declares and compares them. */
const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits,
}).registerFunction("string.fits(string): bool", fits);

/** The codes of the CEL library's errors for a key or an item that is not there. */
const MISSING: ReadonlySet<unknown> = new Set(["no_such_key", "index_out_of_bounds"]);

/** The value of `exit` if a signal ended the script, or if it never ran. */
const NO_EXIT = -1;

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
    ast = environment.parse(cel).ast;
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
  const outputs = new Map<string, Set<string | null>>();
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
  return { ok: true, expression: { text, cel, aliases, outputs, asked, callbacks, received, readsTailEnd } };
}

/** The vertex of `outputs.A` or `outputs["A"]`, if `what` is `outputs`; null for any other node. */
function vertexIn(what: "outputs" | "callbacks", node: ASTNode): string | null {
  if (node.op === "." || node.op === "[]") {
    const [of] = node.args;
    if (of.op === "id" && of.args === what) return keyOf(node, of);
  }
  return null;
}

/** The vertex of `has(outputs.A.key)`; null for any other node. */
function vertexAsked(node: ASTNode): string | null {
  if (node.op !== "call" || node.args[0] !== "has") return null;
  const [field] = node.args[1];
  return field?.op === "." ? vertexIn("outputs", field.args[0]) : null;
}

/** The problem of an expression that reads `outputs` or `callbacks` as a whole: the vertices would be unknown. */
function wholeProblem(
  what: "outputs" | "callbacks",
  example: string,
  node: ASTNode,
  parent: ASTNode | null,
): string | null {
  if (node.op !== "id" || node.args !== what) return null;
  if (parent !== null && vertexIn(what, parent) !== null) return null;
  const quoted = example.replace(/\.A/, '["my vertex"]');
  return `\`${what}\` is read by a vertex's name: \`${example}\`, or \`${quoted}\``;
}

/** The key that `parent` reads from `child`; null if the key is computed. */
function keyOf(parent: ASTNode, child: ASTNode): string | null {
  if (parent.op === "." && parent.args[0] === child) return parent.args[1];
  if (parent.op !== "[]" || parent.args[0] !== child) return null;
  const [, key] = parent.args;
  return key.op === "value" && typeof key.args === "string" ? key.args : null;
}

/** Visits every node and returns the first problem, as a sentence without its full stop; null if there is none. */
function walk(
  node: ASTNode,
  isInLoop: boolean,
  look: (node: ASTNode, parent: ASTNode | null) => string | null,
  parent: ASTNode | null = null,
): string | null {
  const problem = look(node, parent) ?? callProblem(node, isInLoop);
  if (problem !== null) return problem;
  // The list that a loop goes through is worked out once, so it may come from another loop.
  const list = node.op === "rcall" && LOOPS.has(node.args[0]) ? node.args[1] : null;
  for (const part of partsOf(node)) {
    const found = walk(part, isInLoop || (list !== null && part !== list), look, node);
    if (found !== null) return found;
  }
  return null;
}

function callProblem(node: ASTNode, isInLoop: boolean): string | null {
  if (node.op !== "rcall" && node.op !== "call") return null;
  const [name] = node.args;
  if (name === "bind") return "`bind` is not available: repeat the expression instead";
  if (name === "matches")
    return '`matches` is not available, because some patterns take too long: `text.fits("pattern")` asks whether the whole text fits';
  if (isInLoop && LOOPS.has(name)) return `\`${name}\` inside of another loop is not available`;
  return null;
}

function partsOf(node: ASTNode): readonly ASTNode[] {
  const { args } = node;
  if (!Array.isArray(args))
    return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
  return (args as readonly unknown[]).flat(2).filter((part): part is ASTNode => {
    return typeof part === "object" && part !== null && "op" in part;
  });
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
 * @returns its value as JSON; or the problem, with the values that the expression read.
 */
export function evaluate(expression: Expression, facts: Facts): Evaluated {
  const { end } = facts;
  const context = {
    params: celOf(facts.params),
    pipeline: celOf(facts.pipeline),
    outputs: celOf(underAliases(facts.outputs, expression.aliases)),
    callbacks: celOf(underAliases(facts.callbacks ?? {}, expression.aliases)),
    ...Object.fromEntries(
      Object.entries(facts.more ?? {}).flatMap(([name, each]) =>
        expression.received.has(name) ? [[name, celOf(each)]] : [],
      ),
    ),
    ...(end === undefined ? {} : { state: end.state, exit: BigInt(end.exit ?? NO_EXIT) }),
  };
  try {
    const value = jsonOf(environment.evaluate(expression.cel, context));
    if (value !== undefined) return { ok: true, value, saw: valuesRead(expression, facts) };
    const problem = `\`${expression.text}\` gives a value that no input can have`;
    return { ok: false, problem, isMissing: false };
  } catch (error) {
    const saw = valuesRead(expression, facts);
    const said = withoutAliases(problemOf(error), expression.aliases);
    return {
      ok: false,
      problem: `\`${expression.text}\`: ${said}${saw === "" ? "" : ` (${saw})`}`,
      isMissing: error instanceof Error && "code" in error && MISSING.has(error.code),
    };
  }
}

function valuesRead({ outputs, received, readsTailEnd }: Expression, facts: Facts): string {
  const shown = [...outputs].flatMap(([vertex, keys]) => {
    const values = facts.outputs[vertex] ?? {};
    return [...keys].map((key) =>
      key === null
        ? `outputs.${vertex} has ${Object.keys(values).length === 0 ? "nothing" : Object.keys(values).join(", ")}`
        : `outputs.${vertex}.${key} is ${Object.hasOwn(values, key) ? shownValue(values[key]) : "not set"}`,
    );
  });
  for (const name of received)
    if (facts.more !== undefined && Object.hasOwn(facts.more, name))
      shown.push(`${name} is ${shownData(facts.more[name])}`);
  if (readsTailEnd && facts.end !== undefined)
    shown.push(`state is ${facts.end.state}`, `exit is ${facts.end.exit ?? NO_EXIT}`);
  return shown.join(", ");
}

const MAX_SHOWN = 200;

/** A received value as text: complete if it is short, because conditions read its fields. */
function shownData(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value !== "object") return shownValue(value);
  const text = writeJson(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}

function fits(text: string, pattern: string): boolean {
  const made = valuePattern(pattern);
  if (!made.ok) throw new Error(made.problem);
  return made.pattern.matches(text);
}

/** The first line of the CEL library's message. The other lines draw the place of the error. */
export function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? text).replace(/\.$/, "");
}
