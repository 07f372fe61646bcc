/**
 * The way from `first` to `last`, both in it, that a search has found.
 *
 * @param cameFrom for each one that the search has reached, the one before it; `first` is before all.
 */
export function pathBack<T>(cameFrom: ReadonlyMap<T, T>, last: T, first: T): readonly T[] {
  const path: T[] = [];
  for (let each = last; each !== first; each = cameFrom.get(each) ?? first) path.push(each);
  return [first, ...path.reverse()];
}
