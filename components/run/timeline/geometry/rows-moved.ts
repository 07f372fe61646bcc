/** Which rows are seen: the place of the first one, and how many there are. */
export type SeenRows = { readonly first: number; readonly count: number };

/**
 * By how many places the row moved that somebody looks at: the active one where it is seen, or else the first that is.
 *
 * @param before the numbers of the vertices in the order of the rows, as they were.
 * @param active the number of the row that the keys are at; null where they are at none.
 */
export function rowsMoved(
  before: readonly number[],
  after: readonly number[],
  { first, count }: SeenRows,
  active: number | null,
): number {
  const seen = before.slice(first, first + count);
  const row = active !== null && seen.includes(active) ? active : seen[0];
  const to = row === undefined ? -1 : after.indexOf(row);
  return row === undefined || to < 0 ? 0 : to - before.indexOf(row);
}
