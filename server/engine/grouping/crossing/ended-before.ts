import type { EdgeSpec } from "../../model/graph-content.ts";
import { reached } from "../../model/reached.ts";
import { type Border, edgesBy, type Reason } from "../border/border.ts";
import type { Entry } from "../border/entry.ts";
import type { CrossingValue } from "./crossing-values.ts";

/**
 * The vertices that have ended for certain when the group begins. What stands before a vertex that goes on after the first of
 * its edges, after a time, or with a skip of one of them, may still run then.
 */
function endedBefore({ content }: Pick<Border, "content">, { edges, join }: Entry): ReadonlySet<string> {
  const ins = edgesBy(content.edges, "head");
  const ended = new Set<string>();
  const add = (own: readonly EdgeSpec[]) => {
    for (const { tail, after } of own) if (after === undefined) ended.add(tail);
  };
  if (edges.length < 2 || join !== "any") add(edges);
  // A set that grows is gone through to its end.
  for (const name of ended) {
    const own = ins.get(name) ?? [];
    if (own.length < 2 || content.vertices.get(name)?.join === undefined) add(own);
  }
  return ended;
}

/** The vertices outside that may run while the group does. */
export function besideOf(border: Border, entry: Entry): readonly string[] {
  const { content, inside } = border;
  const behind = reached(content, inside, "behind");
  const before = endedBefore(border, entry);
  return [...content.vertices].flatMap(([name, { final }]) =>
    final !== undefined || behind.has(name) || before.has(name) ? [] : [name],
  );
}

/** Outputs that may come after the group has begun: the vertex inside that reads them may begin later. */
export function refusedEarly(
  border: Border,
  entry: Entry,
  values: readonly CrossingValue[],
): readonly Reason[] {
  const ended = endedBefore(border, entry);
  return values.flatMap(({ path: [root, name = ""], from, readBy }) =>
    root !== "outputs" || ended.has(name)
      ? []
      : [
          {
            text: `${from} is read in the group, and ${name} need not have ended when the group begins: the value may come later than that. Select ${name}, too, or leave out what reads it.`,
            vertices: [name, ...readBy.filter((each) => border.content.vertices.has(each))],
          },
        ],
  );
}
