/** Which rows are seen: the place of the first one, and how many there are. */
export type SeenRows = { readonly first: number; readonly count: number };

/**
 * By how many places the row moved that somebody looks at: the active one where it is seen, or else the first that is.
 *
 * @param before the keys of the rows in their order, as they were.
 * @param active the key of the row that the keyboard is at; null where it is at none.
 */
export function rowsMoved<Key>(
  before: readonly Key[],
  after: readonly Key[],
  { first, count }: SeenRows,
  active: Key | null,
): number {
  const seen = before.slice(first, first + count);
  const row = active !== null && seen.includes(active) ? active : seen[0];
  const to = row === undefined ? -1 : after.indexOf(row);
  return row === undefined || to < 0 ? 0 : to - before.indexOf(row);
}
