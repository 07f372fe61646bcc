import { useState } from "react";
import { type HeldRows, holdRows, takeRows } from "./held-rows.ts";
import { useListHold } from "./interaction.ts";

type Options<Key> = {
  /**
   * What the rows are an answer to: another filter or page begins anew. Null while rows of another question are still
   * shown.
   */
  readonly of?: string | null;
  /** The row that is being read: it stays also while nobody points at the list. */
  readonly kept?: Key | null;
  /** How many pages the rows are. Another page is added at once. */
  readonly pages?: number;
};

/**
 * The rows of a list that refreshes itself, so that nothing moves under the pointer: while the list is pointed at or has
 * the focus, its rows keep their places. `rows` must be the same array as long as nothing has changed.
 */
export function useHeldRows<Row, Key extends string | number>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  { of = "", kept = null, pages = 1 }: Options<Key> = {},
): HeldRows<Row> {
  const { isHeld, releases } = useListHold();
  const asked = { rows, of, kept, pages, isHeld, releases };
  const [state, setState] = useState(() => ({ ...asked, ...takeRows([], rows, keyOf, null) }));
  const isSame =
    state.rows === rows &&
    state.of === of &&
    state.kept === kept &&
    state.pages === pages &&
    state.isHeld === isHeld &&
    state.releases === releases;
  if (isSame) return state;
  const isOfSame = of !== null && state.of === of;
  const holds = isHeld && isOfSame && state.releases === releases && state.shown.length > 0;
  const held = holds
    ? holdRows(state.shown, rows, keyOf, pages > state.pages)
    : takeRows(isOfSame ? state.shown : [], rows, keyOf, kept);
  setState({ ...asked, ...held });
  return held;
}
