import { exampleValue } from "#components/draft/text/example-value.ts";
import type { Json } from "#engine/json/json.ts";
import { readJson } from "#engine/json/read-json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { callsOutcome } from "#engine/kinds/wait/callback.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { nameSitesOf } from "#engine/references/expression-sites.ts";

/** The names that lead to a value in the call: `["result", "id"]` for `call.result.id`. */
type Path = readonly string[];
type Choices = { readonly path: Path; readonly values: readonly (Json | undefined)[] };

const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|\btrue\b|\bfalse\b/g;
/** Values that many conditions accept. Undefined: the call does not have it. */
const USUAL: readonly (Json | undefined)[] = [undefined, "example", true, false, 1, ["example"]];
/** How many calls are tried out. The first one usually fits. */
const MAX_TRIED = 300;
/** The names of a pipeline that is not known here. */
const PIPELINE = { id: 1, name: "", revision: 1, launchedBy: "" };

/**
 * The command that calls a wait: with every declared field, and with what `until` and `fail` ask for, so that the wait ends.
 * What only the caller can know stands there as an example. Where no call is found that ends the wait, it is one that the
 * wait takes, if there is one.
 */
export function callExample(spec: VertexSpec, address: string): string {
  const data = writeJson(fittingCall(spec)).replaceAll("'", "'\\''");
  return `curl -X POST -H 'content-type: application/json' -d '${data}' '${address}'`;
}

function fittingCall(spec: VertexSpec): Json {
  const choices = choicesOf(spec);
  let [best, bestRank] = [callWith(choices, 0), -1];
  for (let number = 0; number < MAX_TRIED; number += 1) {
    const call = callWith(choices, number);
    if (call === null) break;
    const outcome = callsOutcome({ spec }, [call], { params: {}, pipeline: PIPELINE });
    const rank = outcome === null ? 1 : outcome.to === "succeeded" ? 2 : 0;
    if (rank > bestRank) [best, bestRank] = [call, rank];
    if (rank === 2) break;
  }
  return best;
}

/** What each value of the call may be, the likeliest first. */
function choicesOf({ outputs = {}, wait }: VertexSpec): readonly Choices[] {
  const choices = new Map<string, Choices>();
  const add = (path: Path, values: Choices["values"]) => {
    const key = JSON.stringify(path);
    choices.set(key, { path, values: [...(choices.get(key)?.values ?? []), ...values] });
  };
  const { callback } = wait ?? {};
  const conditions = callback === undefined || callback === "once" ? [] : [callback.until, callback.fail];
  for (const text of conditions) {
    const literals = literalsIn(text ?? "");
    for (const { path, end } of pathsIn(text ?? "")) {
      const isBefore = ({ index }: { index: number }) => index < end;
      const nearest = [...literals.filter((each) => !isBefore(each)), ...literals.filter(isBefore)];
      add(
        path,
        nearest.map(({ value }) => value),
      );
    }
  }
  for (const [name, spec] of Object.entries(outputs)) {
    if (spec.from === undefined) add([name], [exampleValue(spec)]);
    for (const { path } of pathsIn(spec.from ?? "")) add(path, [exampleValue(spec)]);
  }
  return [...choices.values()].map(({ path, values }) => ({ path, values: [...values, ...USUAL] }));
}

/** The call of this number: the choices are counted through, the first path the fastest. Null behind the last one. */
function callWith(choices: readonly Choices[], number: number): Json | null {
  const call: Branch = new Map();
  let left = number;
  for (const { path, values } of choices) {
    put(call, path, values[left % values.length]);
    left = Math.floor(left / values.length);
  }
  return left > 0 ? null : call;
}

type Branch = Map<string, Json | Branch>;

/** Puts a value where the path leads to. What stands on the way and is no object gives way to one. */
function put(call: Branch, path: Path, value: Json | undefined): void {
  const [name, ...rest] = path;
  if (name === undefined || value === undefined) return;
  if (rest.length === 0) {
    if (!(call.get(name) instanceof Map)) call.set(name, value);
    return;
  }
  const before = call.get(name);
  const inside: Branch = before instanceof Map ? (before as Branch) : new Map();
  call.set(name, inside);
  put(inside, rest, value);
}

/** What an expression reads of the call, only the longest names: `call.result.id`, not `call.result`. */
function pathsIn(text: string): readonly { readonly path: Path; readonly end: number }[] {
  const sites = (nameSitesOf(text)?.sites ?? []).filter(({ path }) => path[0] === "call");
  const isLonger = (path: Path, other: Path) =>
    other.length > path.length && path.every((name, place) => other[place] === name);
  return sites
    .filter(({ path, to }) => !sites.some((other) => other.to >= to && isLonger(path, other.path)))
    .map(({ path, to }) => ({ path: path.slice(1), end: to }));
}

/** The texts, numbers and booleans that stand in an expression; behind a number the next ones, for `>` and `<`. */
function literalsIn(text: string): readonly { readonly value: Json; readonly index: number }[] {
  return [...text.matchAll(LITERAL)].flatMap(({ 0: found, index }) => {
    const read = readJson(found.startsWith("'") ? JSON.stringify(found.slice(1, -1)) : found);
    if (!read.ok) return [];
    const { value } = read;
    const values = typeof value === "number" ? [value, value + 1, value - 1] : [value];
    return values.map((each) => ({ value: each, index }));
  });
}
