import type { Environment } from "@marcbachmann/cel-js";
import { celEnvironment } from "../expressions/cel/cel-environment.ts";
import { type Expression, problemOf, readExpression } from "../expressions/expression.ts";
import { PIPELINE_FACTS } from "../expressions/expression-type.ts";
import {
  celTypesOf,
  celTypesOfOutputs,
  declaredAt,
  isReadable,
  isTypeReadable,
} from "../expressions/is-readable.ts";
import { OWN_NAMES } from "../expressions/own-names.ts";
import { underAliases, withoutAliases } from "../expressions/vertex-names.ts";
import { declaredTypes } from "../kinds/graph-declarations.ts";
import { kindOf } from "../kinds/kinds.ts";
import { isCallback } from "../kinds/wait/callback.ts";
import { errorFinding, type Place } from "../model/finding.ts";
import type { Finding, GraphContent, InputSpec, VertexSpec } from "../model/graph-content.ts";
import { cutWithMark } from "../text/cut-text.ts";
import { namesOf, readableIn, type Scope, scopeOfInputs } from "./analysis/expression-scopes.ts";

/** Findings about expressions: syntax errors, unknown names, and types that do not match. */
export function expressionFindings(content: GraphContent): readonly Finding[] {
  const findings: Finding[] = [];
  const say = (problem: string | null, who: string, text: string, place: Place) => {
    if (problem !== null)
      findings.push(errorFinding("expression", `${who}: \`${cutWithMark(text, 120)}\`: ${problem}.`, place));
  };
  for (const [name, { from }] of Object.entries(content.params ?? {}))
    if (from !== undefined)
      say("a param cannot have `from`: it is asked for at launch", `The param ${name}`, from, {});
  for (const [vertex, spec] of content.vertices) {
    const { inputs = {} } = spec;
    const scope = scopeOfInputs(spec);
    for (const [name, input] of Object.entries(inputs)) {
      const { from } = input;
      if (from === undefined) continue;
      const place: Place = { vertices: [vertex], field: "inputs" };
      say(
        expressionProblem(content, from, scope, input),
        `\`from\` of the input ${name} of ${vertex}`,
        from,
        place,
      );
    }
  }
  for (const [vertex, spec] of content.vertices) {
    receivedFindings(content, vertex, spec, say);
    const lists = [
      ["foreach", spec.foreach?.items],
      ["retry", spec.retry?.each],
    ] as const;
    for (const [field, items] of lists)
      if (items !== undefined)
        say(expressionProblem(content, items, "input", { type: "list" }), `The items of ${vertex}`, items, {
          vertices: [vertex],
          field,
        });
    const { parallel } = spec.foreach ?? {};
    if (typeof parallel !== "string") continue;
    const problem = expressionProblem(content, parallel, "input", { type: "integer" });
    say(problem, `\`parallel\` of ${vertex}`, parallel, { vertices: [vertex], field: "foreach" });
  }
  for (const [name, spec] of Object.entries(content.outputs ?? {}))
    say(
      expressionProblem(content, spec.from, "graph", spec),
      `\`from\` of the graph's output ${name}`,
      spec.from,
      {},
    );
  for (const { tail, head, when } of content.edges)
    if (when !== undefined && when !== "failed" && when !== "always") {
      const problem = expressionProblem(content, when, "condition", null);
      const place = { edges: [{ tail, head }], ...(problem !== null && fixOfText(content, when, problem)) };
      say(problem, `The condition of ${tail} -> ${head}`, when, place);
    }
  return findings;
}

/** Findings about expressions over the data that a vertex received, or over the outputs of a round. */
function receivedFindings(
  content: GraphContent,
  vertex: string,
  spec: VertexSpec,
  say: (problem: string | null, who: string, text: string, place: Place) => void,
): void {
  const { repeat, outputs = {} } = spec;
  const place = { vertices: [vertex] };
  const { received, mapConditions } = kindOf(spec);
  if (received !== null) {
    for (const [name, output] of Object.entries(outputs))
      if (output.from !== undefined)
        say(
          expressionProblem(content, output.from, { received }, output),
          `\`from\` of the output ${name} of ${vertex}`,
          output.from,
          { ...place, field: "outputs" },
        );
    mapConditions(spec, ({ what, text }) => {
      say(expressionProblem(content, text, { received }, null), `${what} of ${vertex}`, text, place);
      return text;
    });
  }
  if (repeat !== undefined)
    say(
      expressionProblem(content, repeat.until, "repeat", null),
      `\`until\` of the rounds of ${vertex}`,
      repeat.until,
      { ...place, field: "repeat" },
    );
}

/** Where the only output that is not declared is compared with a number: it is declared as one, if that corrects it all. */
function fixOfText(content: GraphContent, text: string, problem: string): Pick<Place, "fix"> {
  const [, left, right] = /^no such overload: (\w+) \S+ (\w+)/.exec(problem) ?? [];
  const type = ({ int: "integer", double: "number" } as const)[(left === "string" ? right : left) ?? ""];
  const reading = readExpression(text);
  if (type === undefined || (left !== "string" && right !== "string") || !reading.ok) return {};
  const [only, ...others] = undeclaredIn(content, reading.expression);
  if (only === undefined || others.length > 0) return {};
  const [vertex, name] = only;
  const { fields } = kindOf(content.vertices.get(vertex) ?? {});
  if (!fields.includes("outputs")) return {};
  const declaring = withOutput(content, reading.expression, only, type);
  if (expressionProblem(declaring, text, "condition", null) !== null) return {};
  const label = `Declare ${name} of ${vertex} as ${type}`;
  return { fix: { label, change: "field", vertex, path: ["outputs", name, "type"], value: type } };
}

/** The graph in which a vertex declares one more output, with no other vertices than those that an expression reads. */
function withOutput(
  content: GraphContent,
  { outputs }: Expression,
  [vertex, name]: readonly [string, string],
  type: "integer" | "number",
): GraphContent {
  const read = [...outputs.keys()].flatMap((each) => {
    const spec = content.vertices.get(each);
    return spec === undefined ? [] : [[each, spec] as const];
  });
  const vertices = new Map(read);
  const spec = vertices.get(vertex);
  vertices.set(vertex, { ...spec, outputs: { ...spec?.outputs, [name]: { type } } });
  return { ...content, vertices };
}

/** The outputs that an expression reads and their vertices do not declare. */
function undeclaredIn(
  { vertices }: GraphContent,
  { outputs }: Expression,
): readonly (readonly [string, string])[] {
  return [...outputs].flatMap(([vertex, keys]) => {
    const declared = vertices.get(vertex)?.outputs ?? {};
    return [...keys].flatMap((key) =>
      key === null || Object.hasOwn(declared, key) ? [] : [[vertex, key] as const],
    );
  });
}

/** What is wrong with an expression, as a sentence without its full stop. */
export type ExpressionFault = {
  readonly problem: string;
  /** The library's error, which may know the place in what CEL reads; undefined: the whole expression is meant. */
  readonly error?: unknown;
};

function expressionProblem(...asked: Parameters<typeof expressionFault>): string | null {
  return expressionFault(...asked)?.problem ?? null;
}

/**
 * What is wrong with an expression in this graph; null if nothing is.
 *
 * @param scope decides the names that it may read.
 * @param input the declaration that its value must match; null for a condition, which must be true or false.
 */
export function expressionFault(
  content: GraphContent,
  text: string,
  scope: Scope,
  input: Pick<InputSpec, "type"> | null,
): ExpressionFault | null {
  const reading = readExpression(text);
  if (!reading.ok) return reading;
  const { valid, type = "", error } = checked(content, reading.expression, scope);
  if (!valid) {
    const problem = withoutAliases(problemOf(error), reading.expression.aliases);
    return { problem: friendly(problem, content, reading.expression, scope), error };
  }
  const problem = typeProblem(content, reading.expression, type, input);
  return problem === null ? null : { problem };
}

function typeProblem(
  content: GraphContent,
  expression: Expression,
  type: string,
  input: Pick<InputSpec, "type"> | null,
): string | null {
  if (input === null) {
    if (type === "bool" || (type === "dyn" && !expression.isCalculation)) return null;
    return `a condition must be true or false, but this is ${type === "dyn" ? "the result of a calculation" : type}`;
  }
  const declared = declaredAt(expression.path, declaredTypes(content));
  const isFit = declared === null ? isReadable(type, input.type) : isTypeReadable(declared, input.type);
  return isFit ? null : `the input is of the type ${input.type}, but this is ${declared ?? type}`;
}

/** Cached results, because thousands of vertices may have the same expression in the same scope of a graph. */
const checkedTexts = new WeakMap<GraphContent, Map<string, ReturnType<Environment["check"]>>>();

function checked(content: GraphContent, expression: Expression, scope: Scope) {
  const known = checkedTexts.get(content) ?? new Map();
  checkedTexts.set(content, known);
  const key = `${namesOf(scope)} ${expression.text}`;
  const result = known.get(key) ?? checker(content, expression, scope).check(expression.cel);
  known.set(key, result);
  return result;
}

function checker(content: GraphContent, expression: Expression, scope: Scope): Environment {
  const types = declaredTypes(content);
  const environment = celEnvironment(true)
    .registerVariable({ name: "pipeline", schema: pipelineFacts(scope) })
    .registerVariable({ name: "params", schema: celTypesOf(types.params) });
  if (typeof scope !== "object" && scope !== "repeat")
    environment.registerVariable({
      name: "outputs",
      schema: underAliases(celTypesOfOutputs(types, expression), expression.aliases),
    });
  if (scope === "input" || scope === "item" || scope === "round" || scope === "final")
    environment.registerVariable({
      name: "callbacks",
      schema: underAliases(callbackTypes(content, expression), expression.aliases),
    });
  const own = typeof scope === "object" ? scope.received : OWN_NAMES[scope];
  for (const [name, type] of Object.entries(own)) environment.registerVariable(name, type);
  return environment;
}

/** Only a final step knows how the pipeline ended. */
function pipelineFacts(scope: Scope): Record<string, string> {
  return scope === "final" ? { ...PIPELINE_FACTS, state: "string" } : { ...PIPELINE_FACTS };
}

function callbackTypes({ vertices }: GraphContent, { callbacks }: Expression): Record<string, string> {
  const called = [...callbacks].filter((name) => isCallback({ spec: vertices.get(name) ?? {} }));
  return Object.fromEntries(called.map((name) => [name, "string"]));
}

function friendly(problem: string, content: GraphContent, expression: Expression, scope: Scope): string {
  const { callbacks } = expression;
  const unknown = /^Unknown variable: (.+)$/.exec(problem)?.[1];
  if (unknown !== undefined)
    return `there is no \`${unknown}\` here: an expression reads ${readableIn(scope)}`;
  const key = /^No such key: (.+)$/.exec(problem)?.[1];
  if (key === undefined) {
    const isText = undeclaredIn(content, expression).length > 0 && problem.includes("string");
    return isText ? `${problem} (an output that its vertex does not declare is text)` : problem;
  }
  if (callbacks.has(key)) return `${key} is not a wait with a callback, so it has no callback address`;
  const params = Object.keys(content.params ?? {});
  return `there is no \`${key}\`; the graph's params are ${params.length === 0 ? "none" : params.join(", ")}`;
}
