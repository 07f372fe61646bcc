/**
 * The order of what is kept of two lists, each a change of the same base. If mine has the order of the base, theirs
 * counts, and what only I have stands after what it stands after in mine; else the other way round.
 */
export function mergeOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  isKept: (key: string) => boolean,
): readonly string[] {
  const isMineMoved = !hasOrderOf(base, mine);
  const [first, second] = isMineMoved ? [mine, theirs] : [theirs, mine];
  const known = new Set(first);
  /** What comes after a key, or (undefined) at the begin. */
  const after = new Map<string | undefined, string[]>();
  let last: string | undefined;
  for (const key of second) {
    if (known.has(key)) last = key;
    else after.set(last, [...(after.get(last) ?? []), key]);
  }
  return [
    ...(after.get(undefined) ?? []),
    ...first.flatMap((key) => [key, ...(after.get(key) ?? [])]),
  ].filter(isKept);
}

/** Whether the keys that are in both lists stand in the same order. */
function hasOrderOf(base: readonly string[], other: readonly string[]): boolean {
  const inBase = new Set(base);
  const inOther = new Set(other);
  const kept = other.filter((key) => inBase.has(key));
  return base.filter((key) => inOther.has(key)).every((key, place) => key === kept[place]);
}
