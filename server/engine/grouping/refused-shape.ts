import { orderOf } from "../check/analysis/vertex-order.ts";
import { reached } from "../model/reached.ts";
import { nameList } from "../text/name-list.ts";
import { type Border, insideOf, type Reason } from "./border.ts";

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
