/** A row that is shown. `isGone`: it is not in the list any more, and is shown as it was last known. */
export type HeldRow<Row> = { readonly row: Row; readonly isGone: boolean };

export type HeldRows<Row> = {
  readonly shown: readonly HeldRow<Row>[];
  /** How many rows came meanwhile and are not shown yet. */
  readonly newCount: number;
};

/**
 * The list while a person points at it: every row stays where it is, shown with what is known of it now. A row that
 * left the list stays, marked; new rows are only counted.
 *
 * @param hasGrown another page was asked for: what comes behind all known rows is shown, and moves nothing.
 */
export function holdRows<Row, Key>(
  before: readonly HeldRow<Row>[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  hasGrown = false,
): HeldRows<Row> {
  const now = new Map(rows.map((row) => [keyOf(row), row]));
  const shown = before.map(({ row: old }) => {
    const row = now.get(keyOf(old));
    return row === undefined ? { row: old, isGone: true } : { row, isGone: false };
  });
  const known = new Set(before.map(({ row }) => keyOf(row)));
  const end = hasGrown ? rows.findLastIndex((row) => known.has(keyOf(row))) + 1 : rows.length;
  const added = rows.slice(end).map((row) => ({ row, isGone: false }));
  const newCount = [...now.keys()].filter((key) => !known.has(key)).length - added.length;
  return { shown: [...shown, ...added], newCount };
}

/** The list as it is now; only the row of the key `kept` stays at its place, marked, where it left the list. */
export function takeRows<Row, Key>(
  before: readonly HeldRow<Row>[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  kept: Key | null,
): HeldRows<Row> {
  const shown = rows.map((row) => ({ row, isGone: false }));
  const place = before.findIndex(({ row }) => keyOf(row) === kept);
  const old = before[place];
  if (old !== undefined && !rows.some((row) => keyOf(row) === kept))
    shown.splice(place, 0, { row: old.row, isGone: true });
  return { shown, newCount: 0 };
}
