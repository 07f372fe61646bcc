/** An item that failed, with the last line that it wrote; null if it wrote none. */
export type FailedItem = {
  readonly vertex: string;
  readonly reason: string | null;
  readonly lastLine: string | null;
};

/** What failed of the items of a vertex, as it was when the vertex failed. */
export type FailedItems = {
  readonly count: number;
  /** How many items there are. */
  readonly of: number;
  /** The first of those that failed, in the order of the items: MAX_NAMED_ITEMS at most. */
  readonly named: readonly FailedItem[];
  /** So many had failed that nothing new was started. */
  readonly isHalted: boolean;
};

export const MAX_NAMED_ITEMS = 5;

/** How many items failed: `3 of 30 items failed`. */
export function failedCountText({ count, of }: Pick<FailedItems, "count" | "of">): string {
  return `${count.toLocaleString("en")} of ${of.toLocaleString("en")} item${of === 1 ? "" : "s"} failed`;
}

/** How many failed items are not named. */
export function notNamed({ count, named }: Pick<FailedItems, "count" | "named">): number {
  return Math.max(0, count - named.length);
}

/**
 * Why a vertex failed whose items failed: `3 of 30 items failed: h07, h19, h23; first: h23 failed: exit 3`.
 *
 * @param first what the pipeline of the items says of the item that failed first.
 */
export function failedItemsText(items: FailedItems, first: string | null): string {
  const said = failedCountText(items);
  if (items.count === 1 && first !== null) return `${said}: ${first}`;
  const names = items.named.map(({ vertex }) => vertex).join(", ");
  const more = notNamed(items) === 0 ? "" : ` and ${notNamed(items).toLocaleString("en")} more`;
  return `${said}: ${names}${more}${first === null ? "" : `; first: ${first}`}`;
}
