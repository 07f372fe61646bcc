import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type { Json } from "../model/graph-content.ts";
import { valuePattern } from "../values/value-pattern.ts";
import { shownValue } from "../values/value-shown.ts";
import { celOf, jsonOf } from "./cel-values.ts";

/** A CEL expression that was read: what it asks for, and how to work it out. */
export type Expression = {
  readonly text: string;
  /** The outputs it reads, by vertex; `null` among the keys where it reads a vertex's outputs as a whole. */
  readonly outputs: ReadonlyMap<string, ReadonlySet<string | null>>;
  /** The vertices whose callback addresses it reads. */
  readonly callbacks: ReadonlySet<string>;
  /** Of what was received from outside, the names that it reads: `call`, `body` and so on. */
  readonly received: ReadonlySet<string>;
  /** Whether it asks how the vertex before an edge ended: only then does a condition hold after failures, too. */
  readonly readsTailEnd: boolean;
};

/** Everything an expression may read. What is not there is left out, never null. */
export type Facts = {
  readonly params: Readonly<Record<string, Json>>;
  readonly pipeline: Readonly<Record<string, Json>>;
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Where vertices are called from outside. */
  readonly callbacks?: Readonly<Record<string, string>>;
  /** What was received from outside, by the name it is read by. */
  readonly more?: Readonly<Record<string, Json>>;
  /** How the tail of an edge ended: for conditions only. */
  readonly end?: { readonly state: "succeeded" | "failed"; readonly exit: number | null };
};

export type Evaluated =
  /** `saw` names the values it read. */
  | { readonly ok: true; readonly value: Json; readonly saw: string }
  /** A whole sentence without its full stop: the expression, what went wrong, and the values it read. */
  | { readonly ok: false; readonly problem: string };

export type Reading =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: string };

/**
 * CEL always ends, but it can take long: nested `map`s over long lists multiply, and each nested `bind` may double a
 * text. With one loop at a time and this many parts an expression costs no more than its values' size times the parts.
 */
export const MAX_EXPRESSION_PARTS = 300;
/** What vertices that receive something are read by: see findings-expressions.ts for which. */
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
]);
const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

const limits = { maxAstNodes: MAX_EXPRESSION_PARTS, maxDepth: 50 };
/** Types are judged by check, with the types that the graph declares; here every variable is what its value is. */
const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits,
}).registerFunction("string.fits(string): bool", fits);

/** What `exit` is for a script that a signal ended, or that never ran. */
const NO_EXIT = -1;

const read = new Map<string, Reading>();
const MAX_KEPT = 1_000;

/** Reads an expression; the same text again costs nothing. Names and types are check's: see findings-expressions.ts. */
export function readExpression(text: string): Reading {
  const known = read.get(text);
  if (known !== undefined) return known;
  const reading = readAnew(text);
  if (read.size >= MAX_KEPT) read.clear();
  read.set(text, reading);
  return reading;
}

function readAnew(text: string): Reading {
  let ast: ASTNode;
  try {
    ast = environment.parse(text).ast;
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
  const outputs = new Map<string, Set<string | null>>();
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
    if (called !== null) callbacks.add(called);
    const vertex = vertexIn("outputs", node);
    if (vertex !== null) note(vertex, parent === null ? null : keyOf(parent, node));
    return (
      wholeProblem("outputs", "outputs.A.key", node, parent) ??
      wholeProblem("callbacks", "callbacks.A", node, parent)
    );
  });
  if (problem !== null) return { ok: false, problem };
  return { ok: true, expression: { text, outputs, callbacks, received, readsTailEnd } };
}

/** The vertex of `outputs.A` or `outputs["A"]`, where `what` is `outputs`; null for any other part. */
function vertexIn(what: "outputs" | "callbacks", node: ASTNode): string | null {
  if (node.op === "." || node.op === "[]") {
    const [of] = node.args;
    if (of.op === "id" && of.args === what) return keyOf(node, of);
  }
  return null;
}

/** What is wrong where all of them are read at once: nobody could tell of which vertices. */
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

/** The key that `parent` takes out of `child`, where it stands there as it is. */
function keyOf(parent: ASTNode, child: ASTNode): string | null {
  if (parent.op === "." && parent.args[0] === child) return parent.args[1];
  if (parent.op !== "[]" || parent.args[0] !== child) return null;
  const [, key] = parent.args;
  return key.op === "value" && typeof key.args === "string" ? key.args : null;
}

/** Looks at every part; gives the first problem, as a sentence without its full stop. */
function walk(
  node: ASTNode,
  isInLoop: boolean,
  look: (node: ASTNode, parent: ASTNode | null) => string | null,
  parent: ASTNode | null = null,
): string | null {
  const problem = look(node, parent) ?? callProblem(node, isInLoop);
  if (problem !== null) return problem;
  const isLoop = node.op === "rcall" && LOOPS.has(node.args[0]);
  for (const part of partsOf(node)) {
    const found = walk(part, isInLoop || isLoop, look, node);
    if (found !== null) return found;
  }
  return null;
}

function callProblem(node: ASTNode, isInLoop: boolean): string | null {
  if (node.op !== "rcall" && node.op !== "call") return null;
  const [name] = node.args;
  if (name === "bind") return "`bind` is not available: write the part out";
  if (name === "matches")
    return '`matches` is not available, since some patterns take for ever: `text.fits("pattern")` asks whether the whole text fits';
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

/** Works a text out, as `evaluate` does; one that cannot be read says so. */
export function evaluateText(text: string, facts: Facts): Evaluated {
  const reading = readExpression(text);
  return reading.ok ? evaluate(reading.expression, facts) : reading;
}

export type ConditionResult =
  | { readonly ok: true; readonly holds: boolean; readonly saw: string }
  | { readonly ok: false; readonly problem: string };

/** Works a condition out, which must be true or false. */
export function evaluateCondition(text: string, facts: Facts): ConditionResult {
  const result = evaluateText(text, facts);
  if (!result.ok) return result;
  if (typeof result.value === "boolean") return { ok: true, holds: result.value, saw: result.saw };
  return { ok: false, problem: `\`${text}\` is neither true nor false (${result.saw})` };
}

/**
 * Works an expression out.
 *
 * @returns its value as it could stand in JSON; or what is wrong, with the values it read.
 */
export function evaluate(expression: Expression, facts: Facts): Evaluated {
  const { end } = facts;
  const context = {
    params: celOf(facts.params),
    pipeline: celOf(facts.pipeline),
    outputs: celOf(facts.outputs),
    callbacks: celOf(facts.callbacks ?? {}),
    ...Object.fromEntries(
      Object.entries(facts.more ?? {}).flatMap(([name, each]) =>
        expression.received.has(name) ? [[name, celOf(each)]] : [],
      ),
    ),
    ...(end === undefined ? {} : { state: end.state, exit: BigInt(end.exit ?? NO_EXIT) }),
  };
  try {
    const value = jsonOf(environment.evaluate(expression.text, context));
    if (value !== undefined) return { ok: true, value, saw: valuesRead(expression, facts) };
    return { ok: false, problem: `\`${expression.text}\` gives a value that no input can have` };
  } catch (error) {
    const saw = valuesRead(expression, facts);
    return {
      ok: false,
      problem: `\`${expression.text}\`: ${problemOf(error)}${saw === "" ? "" : ` (${saw})`}`,
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

/** What was received is told whole where it is short: its fields are what a condition asked for. */
function shownData(value: Json | undefined): string {
  if (typeof value !== "object" || value === null) return shownValue(value);
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}

function fits(text: string, pattern: string): boolean {
  const made = valuePattern(pattern);
  if (!made.ok) throw new Error(made.problem);
  return made.pattern.matches(text);
}

/** The library says what is wrong in its first line; the picture of the place behind it is not for a sentence. */
export function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? text).replace(/\.$/, "");
}
