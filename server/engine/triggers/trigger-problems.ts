import { celEnvironment } from "../expressions/cel/cel-environment.ts";
import { problemOf, readExpression } from "../expressions/expression.ts";
import { isReadable } from "../expressions/is-readable.ts";
import { ownOf } from "../json/json.ts";
import type { InputSpec } from "../model/graph-content.ts";
import { cutWithMark } from "../text/cut-text.ts";

/** So many names a sentence has. */
const MAX_NAMES = 12;
/** So much of a text a sentence quotes: enough to know which one is meant. */
const MAX_QUOTED = 80;

/** What launches a graph with values of an event, and when: the filter, and an expression for each param. */
export type TriggerExpressions = {
  /** What must be true of an event; null: every event launches. */
  readonly filter: string | null;
  readonly params: Readonly<Record<string, string>>;
};

/** What expressions may read: names with CEL types, or with the CEL types of what they have. */
export type TriggerNames = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A problem with the place where it is. */
export type TriggerProblem = { readonly path: string; readonly text: string };

/**
 * What is wrong with the expressions of a trigger, before any event: an error of syntax or of types, an unknown name, a param
 * that the graph does not declare, and one that it requires and that is not given.
 *
 * @param specs the params that the graph declares.
 * @param names what the expressions may read.
 */
export function triggerProblems(
  { filter, params }: TriggerExpressions,
  specs: Readonly<Record<string, InputSpec>>,
  names: TriggerNames,
): readonly TriggerProblem[] {
  const problems: TriggerProblem[] = [];
  const say = (path: string, what: string, problem: string | null) => {
    if (problem !== null) problems.push({ path, text: `${what}: ${problem}.` });
  };
  if (filter !== null)
    say("filter", `The filter \`${cutWithMark(filter, MAX_QUOTED)}\``, problemOfText(filter, names, null));
  for (const [name, text] of Object.entries(params)) {
    const spec = ownOf(specs, name);
    const what = `The param ${name}`;
    const path = `params.${name}`;
    if (spec === undefined) {
      const known = Object.keys(specs);
      say(path, what, `the graph declares ${known.length === 0 ? "no params" : namesIn(known)}`);
    } else if (spec.type === "secret") say(path, what, "an event must not choose a secret");
    else say(path, `${what}, \`${cutWithMark(text, MAX_QUOTED)}\``, problemOfText(text, names, spec));
  }
  for (const [name, { required, default: usual }] of Object.entries(specs))
    if (required === true && usual === undefined && !Object.hasOwn(params, name))
      say(`params.${name}`, `The param ${name}`, "it is required, and no expression gives it");
  return problems;
}

/** Names in a sentence: many of them are counted. */
function namesIn(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(", ");
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}

/** @param spec what the value must fit; null: it must be true or false. */
function problemOfText(
  text: string,
  names: TriggerNames,
  spec: Pick<InputSpec, "type"> | null,
): string | null {
  const reading = readExpression(text);
  if (!reading.ok) return reading.problem;
  const environment = celEnvironment(true);
  for (const [name, type] of Object.entries(names))
    if (typeof type === "string") environment.registerVariable(name, type);
    else environment.registerVariable({ name, schema: { ...type } });
  const { valid, type = "dyn", error } = environment.check(reading.expression.cel);
  if (!valid) {
    const problem = problemOf(error);
    const unknown = /^Unknown variable: (.+)$/.exec(problem)?.[1];
    const readable = Object.keys(names).join(", ");
    const key = /^No such key: (.+)$/.exec(problem)?.[1];
    if (key !== undefined) return `there is no \`${cutWithMark(key, MAX_QUOTED)}\` here`;
    return unknown === undefined
      ? problem
      : `there is no \`${cutWithMark(unknown, MAX_QUOTED)}\` here: an expression of this trigger reads ${readable}`;
  }
  if (spec !== null)
    return isReadable(type, spec.type) ? null : `the param is of the type ${spec.type}, but this is ${type}`;
  if (type === "bool" || (type === "dyn" && !reading.expression.isCalculation)) return null;
  return `a filter must be true or false, but this is ${type === "dyn" ? "the result of a calculation" : type}`;
}
