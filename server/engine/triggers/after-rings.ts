/** A trigger that launches one graph after pipelines of another. */
export type AfterLink = {
  readonly name: string;
  /** After pipelines of which graph. */
  readonly source: number;
  /** Which graph it launches. */
  readonly target: number;
  /** Whether child pipelines of the source count. */
  readonly children: boolean;
  /** The graphs that run as child pipelines below the target, as far as its revision tells. */
  readonly below: ReadonlySet<number>;
};

/** So many pipelines may follow from one another by triggers, with the first. It ends the rings that nobody could know of before. */
export const MAX_CHAIN = 20;

/**
 * The shortest ring in which a trigger is: what it launches leads to its being launched again. Null where there is none.
 *
 * @param links all triggers of this kind, with `start`.
 */
export function ringOf(start: AfterLink, links: readonly AfterLink[]): readonly AfterLink[] | null {
  const before = new Map<AfterLink, AfterLink>();
  const found = [start];
  for (const link of found) {
    for (const next of links) {
      if (!leadsTo(link, next)) continue;
      if (next === start) return pathTo(link, before);
      if (before.has(next)) continue;
      before.set(next, link);
      found.push(next);
    }
  }
  return null;
}

function leadsTo({ target, below }: AfterLink, { source, children }: AfterLink): boolean {
  return source === target || (children && below.has(source));
}

function pathTo(end: AfterLink, before: ReadonlyMap<AfterLink, AfterLink>): AfterLink[] {
  const path: AfterLink[] = [];
  for (let link: AfterLink | undefined = end; link !== undefined; link = before.get(link)) path.unshift(link);
  return path;
}

/** A ring in words. @param graphs the names of the graphs. */
export function ringText(ring: readonly AfterLink[], graphs: ReadonlyMap<number, string>): string {
  const nameOf = (id: number) => `"${graphs.get(id) ?? id}"`;
  const steps = ring.map(
    ({ name, source, target }) => `${name} launches ${nameOf(target)} after ${nameOf(source)}`,
  );
  return `This would be a ring that never ends: ${steps.join(", ")}, and so on`;
}
