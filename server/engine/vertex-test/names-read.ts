import { readExpression } from "../expressions/expression.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { mapExpressions } from "../references/expression-places.ts";
import { nameSitesOf } from "../references/expression-sites.ts";

/** What the expressions of a graph read by name. */
export type NamesRead = {
  /** Of each vertex the outputs that are read; null among them: all of them. */
  readonly outputs: ReadonlyMap<string, ReadonlySet<string | null>>;
  /** True if some outputs are read by a name that is worked out: they may be those of any vertex. */
  readonly readsAnyVertex: boolean;
  /** The params that are read; null: they may be any. */
  readonly params: ReadonlySet<string> | null;
};

/** What all expressions of a graph read. An expression that cannot be read reads nothing. */
export function namesReadBy(content: GraphContent): NamesRead {
  const outputs = new Map<string, Set<string | null>>();
  const params = new Set<string>();
  let readsAnyVertex = false;
  let readsAnyParam = false;
  mapExpressions(content, (text) => {
    const reading = readExpression(text);
    if (reading.ok)
      for (const [vertex, names] of reading.expression.outputs)
        outputs.set(vertex, new Set([...(outputs.get(vertex) ?? []), ...names]));
    const parsed = nameSitesOf(text);
    for (const { path } of parsed?.sites ?? [])
      if (path[0] === "params" && path[1] !== undefined) params.add(path[1]);
    for (const path of parsed?.wholes ?? []) {
      if (path.length !== 1) continue;
      readsAnyVertex ||= path[0] === "outputs";
      readsAnyParam ||= path[0] === "params";
    }
    return text;
  });
  return { outputs, readsAnyVertex, params: readsAnyParam ? null : params };
}

/** The vertices whose callback addresses an expression reads. */
export function callbacksRead(text: string): ReadonlySet<string> {
  const reading = readExpression(text);
  return reading.ok ? reading.expression.callbacks : new Set();
}
