/** Where more may be: nothing in it is before `first`. */
export type Source<T, Place> = { readonly first: Place; readonly load: () => Promise<readonly T[]> };

/**
 * The first of what is here and in all sources, in their order, each once. Sources that have nothing to add are not
 * loaded.
 *
 * @param here in its order.
 * @param compare 0 for the same thing, which may be in several places.
 */
export async function takeFirst<Place, T extends Place>(
  here: readonly T[],
  sources: readonly Source<T, Place>[],
  limit: number,
  compare: (one: Place, other: Place) => number,
): Promise<T[]> {
  let found = here.slice(0, limit);
  let loaded: T[] = [];
  for (const { first, load } of [...sources].sort((one, other) => compare(one.first, other.first))) {
    const last = found[limit - 1];
    if (last !== undefined && compare(first, last) > 0) break;
    loaded = sortedOnce([...loaded, ...(await load())], compare).slice(0, limit);
    // What was moved is what was here first.
    found = sortedOnce([...loaded, ...here], compare).slice(0, limit);
  }
  return found;
}

function sortedOnce<T>(all: readonly T[], compare: (one: T, other: T) => number): T[] {
  return all
    .toSorted(compare)
    .filter((each, at, sorted) => at === 0 || compare(sorted[at - 1] ?? each, each) !== 0);
}
