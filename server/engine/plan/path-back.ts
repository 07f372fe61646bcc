/**
 * The path that a search found, from `first` to `last`, including both.
 *
 * @param cameFrom the predecessor of each element that the search reached, except `first`.
 */
export function pathBack<T>(cameFrom: ReadonlyMap<T, T>, last: T, first: T): readonly T[] {
  const path: T[] = [];
  for (let each = last; each !== first; each = cameFrom.get(each) ?? first) path.push(each);
  return [first, ...path.reverse()];
}
