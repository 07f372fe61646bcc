import type { GraphContent, VertexSpec } from "#engine/model/graph-content.ts";
import { layersOf } from "../layout/layers-of.ts";

/** Alike vertices of one layer, drawn as one card. */
export type Stack = {
  /** No vertex can have it as its name. */
  readonly id: string;
  /** What the names have in common: `deploy-*`. */
  readonly name: string;
  readonly members: readonly string[];
  /** It is a frame that is collapsed: its name is the title. */
  readonly isFrame?: boolean;
};

/** So many alike vertices of one layer are still drawn one by one. */
export const MAX_ALIKE = 24;

const NONE: ReadonlySet<string> = new Set();

/** What names may have in common, the closest first. */
const COMMON_PARTS: readonly ((name: string) => string)[] = [
  (name) => name.replace(/\p{Nd}+/gu, "*"),
  (name) => `${/^[^\s._-]+[\s._-]/u.exec(name)?.[0] ?? ""}*`,
  () => "*",
];

/**
 * The stacks of a graph: in each layer that has more than `MAX_ALIKE` vertices, those of the same kind whose names have
 * a part in common, where there are more than `MAX_ALIKE` of them. Final steps stand in their lane.
 *
 * @param apart vertices that are in none, such as those of frames.
 */
export function findStacks(
  { vertices, edges }: GraphContent,
  apart: ReadonlySet<string> = NONE,
): readonly Stack[] {
  if (vertices.size <= MAX_ALIKE) return [];
  const names = [...vertices]
    .filter(([name, { final }]) => final === undefined && !apart.has(name))
    .map(([name]) => name);
  const stacks: Stack[] = [];
  for (const [layer, members] of grouped(names, layersOf(names, edges))) {
    let left = members;
    for (const commonPart of COMMON_PARTS) {
      if (left.length <= MAX_ALIKE) break;
      const alike = (name: string) => `${kindOf(vertices.get(name))} ${commonPart(name)}`;
      const groups = grouped(left, new Map(left.map((name) => [name, alike(name)])));
      left = [];
      for (const [key, group] of groups) {
        if (group.length <= MAX_ALIKE) left.push(...group);
        else stacks.push({ id: `[${layer}] ${key}`, name: commonPart(group[0] ?? ""), members: group });
      }
    }
  }
  return stacks;
}

function kindOf(spec: VertexSpec | undefined): string {
  return spec?.kind ?? "script";
}

function grouped<Key>(
  names: readonly string[],
  keys: ReadonlyMap<string, Key>,
): ReadonlyMap<Key | undefined, string[]> {
  const groups = new Map<Key | undefined, string[]>();
  for (const name of names) {
    const key = keys.get(name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [name]);
    else group.push(name);
  }
  return groups;
}

/** What a stack is called: "32 × deploy-*"; or the title of a frame. */
export function titleOfStack({ name, members, isFrame = false }: Stack): string {
  if (isFrame) return name;
  return `${members.length.toLocaleString("en-US")} × ${name}`;
}
