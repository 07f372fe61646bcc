import { readExpression } from "../../expressions/expression.ts";
import type { GraphContent } from "../../model/graph-content.ts";
import { mapExpressions } from "../../references/expression-places.ts";

/** What the expressions of a graph read. */
export type Reads = {
  readonly params: ReadonlySet<string>;
  /** True if the params are read as a whole, or by a name that is worked out. */
  readonly readsAllParams: boolean;
  /** The outputs that are read of each vertex; null: all of them. */
  readonly outputs: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** True if something is given the outputs of whatever has failed. */
  readonly readsFailures: boolean;
};

/** What the expressions of a graph read; null if one of them cannot be read, so that nobody knows. */
export function readsOfGraph(content: GraphContent): Reads | null {
  const params = new Set<string>();
  const outputs = new Map<string, Set<string> | null>();
  let [isKnown, readsAllParams, readsFailures] = [true, false, false];
  const noteOutput = (vertex: string, key: string | null) => {
    const keys = outputs.get(vertex);
    if (keys === null) return;
    if (key === null) outputs.set(vertex, null);
    else if (keys === undefined) outputs.set(vertex, new Set([key]));
    else keys.add(key);
  };
  mapExpressions(content, (text, { vertex }) => {
    const reading = readExpression(text);
    if (!reading.ok) {
      isKnown = false;
      return text;
    }
    const { expression } = reading;
    for (const name of expression.params)
      if (name === null) readsAllParams = true;
      else params.add(name);
    for (const [source, keys] of expression.outputs) for (const key of keys) noteOutput(source, key);
    readsFailures ||= expression.received.has("failures");
    // The rounds of a vertex read what the vertex itself gave.
    if (vertex !== null && (expression.received.has("last") || expression.received.has("result")))
      outputs.set(vertex, null);
    return text;
  });
  return isKnown ? { params, readsAllParams, outputs, readsFailures } : null;
}
