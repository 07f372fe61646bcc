import type { GraphFile } from "../model/graph-content.ts";
import { withRenamedVertices } from "../references/renamed-vertices.ts";
import { isSameButForPins } from "./merge-values.ts";

/**
 * The vertices that one change of a file renamed, and did nothing else with, the new name by the old one: an old one is gone,
 * and a new one has its number, its place on the canvas, and all that is said of it.
 */
export function renamedIn(base: GraphFile, now: GraphFile): ReadonlyMap<string, string> {
  const gone = numbered(base, now);
  const added = gone.length === 0 ? [] : numbered(now, base);
  if (added.length === 0) return NONE;
  const free = new Map<string, string[]>();
  for (const each of added) {
    const spot = spotIn(now, each);
    free.set(spot, [...(free.get(spot) ?? []), each.name]);
  }
  const maybe = new Map<string, string>();
  for (const each of gone) {
    const to = free.get(spotIn(base, each))?.shift();
    if (to !== undefined) maybe.set(each.name, to);
  }
  if (maybe.size === 0) return NONE;
  const olds = [...base.content.vertices].filter(([name]) => maybe.has(name));
  const part = { ...base.content, vertices: new Map(olds), edges: [] };
  const { vertices } = withRenamedVertices(part, maybe).content;
  return new Map(
    [...maybe].filter(([, to]) => {
      const [was, is] = [vertices.get(to), now.content.vertices.get(to)];
      return was !== undefined && is !== undefined && isSameButForPins(was, is);
    }),
  );
}

const NONE: ReadonlyMap<string, string> = new Map();

type Numbered = { readonly name: string; readonly number: number };

/** The vertices that only one file has, each with its number among those that both have. */
function numbered(file: GraphFile, other: GraphFile): readonly Numbered[] {
  let number = 0;
  const found: Numbered[] = [];
  for (const name of file.content.vertices.keys())
    if (other.content.vertices.has(name)) number += 1;
    else found.push({ name, number });
  return found;
}

/** Where a vertex stands, in the order and on the canvas. */
function spotIn({ layout }: GraphFile, { name, number }: Numbered): string {
  const place = layout.get(name);
  return `${number} ${place?.x},${place?.y}`;
}
