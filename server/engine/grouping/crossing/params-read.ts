import type { GraphContent } from "../../model/graph-content.ts";
import { mapExpressions } from "../../references/expression-places.ts";
import { nameSitesOf } from "../../references/expression-sites.ts";
import type { CrossingValue } from "./crossing-values.ts";
import { readingOf } from "./moved-reads.ts";

/** The params of a graph that a part of it reads, in the order of the graph. */
export function paramsRead(
  { params = {} }: Pick<GraphContent, "params">,
  part: GraphContent,
): readonly CrossingValue[] {
  const readers = new Map<string, Set<string>>();
  mapExpressions(part, (text, { vertex, vertices }) => {
    for (const { path } of nameSitesOf(text)?.sites ?? []) {
      const [root, name = ""] = path;
      if (root !== "params" || path.length !== 2) continue;
      const reader = vertex ?? vertices.join(" -> ");
      if (readers.get(name)?.add(reader) === undefined) readers.set(name, new Set([reader]));
    }
    return text;
  });
  return Object.entries(params).flatMap(([name, { type, enum: words }]) => {
    const readBy = readers.get(name);
    if (readBy === undefined) return [];
    const path = ["params", name];
    const spec = { type, ...(words !== undefined && { enum: words }) };
    return [{ ...spec, name, path, from: readingOf(path), readBy: [...readBy] }];
  });
}
