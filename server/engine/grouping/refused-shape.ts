import { isForFailure } from "../check/analysis/edge-conditions.ts";
import { orderOf } from "../check/analysis/vertex-order.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { reached } from "../model/reached.ts";
import { nameList } from "../text/name-list.ts";
import { type Border, insideOf, type Reason } from "./border/border.ts";

/** What keeps any group from being a vertex: final steps in it, cycles, and ways that leave it and come back. */
export function refusedShape(border: Border): readonly Reason[] {
  const { content, inside } = border;
  if (inside.size === 0) return [{ text: "No vertex is selected.", vertices: [] }];
  const finals = [...inside].filter((name) => content.vertices.get(name)?.final !== undefined);
  const reasons = finals.map((name) => ({
    text: `${name} is a final step: it runs after everything else of this graph, also after a failure. Leave it out.`,
    vertices: [name],
  }));
  const between = betweenOf(border);
  if (between.length > 0)
    reasons.push({
      text: `The way through ${nameList(between)} leaves the selection and comes back: it would wait for the group, and the group for it. Select ${between.length === 1 ? "it" : "them"}, too, or leave out what is behind.`,
      vertices: [...between],
    });
  if (orderOf(insideOf(border)).names.length < inside.size)
    reasons.push({ text: "Some of the selected vertices wait for each other.", vertices: [...inside] });
  return reasons;
}

/** The vertices that are not selected, but stand between two that are. */
function betweenOf({ content, inside }: Border): readonly string[] {
  const behind = reached(content, inside, "behind");
  const before = reached(content, inside, "before");
  return [...content.vertices.keys()].filter(
    (name) => !inside.has(name) && behind.has(name) && before.has(name),
  );
}

/** Names of which the graph has no vertex: somebody has renamed or removed it in the meantime. */
export function refusedGone({ vertices }: GraphContent, names: readonly string[]): readonly Reason[] {
  const gone = [...new Set(names)].filter((name) => !vertices.has(name)).sort();
  if (gone.length === 0) return [];
  return [
    {
      text: `There is no vertex ${nameList(gone, { word: "or" })} any more: select again what is to be grouped.`,
      vertices: [],
    },
  ];
}

/** Where the time of a graph is over, its child is cancelled, and a cancelled vertex has not failed. */
export function refusedTimeout({ content: { timeout }, inner }: Border): readonly Reason[] {
  const reacting = inner.filter(({ when }) => when === "always" || isForFailure(when));
  if (timeout === undefined || reacting.length === 0) return [];
  const heads = [...new Set(reacting.map(({ head }) => head))];
  return [
    {
      text: `This graph has a timeout. Where its time is over, the child would be cancelled, and ${nameList(heads)} would not run after a failure inside. Leave out ${nameList(heads)}.`,
      vertices: heads,
    },
  ];
}
