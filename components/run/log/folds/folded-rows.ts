/** Lines that are hidden: those behind `start` up to `end`. */
export type ClosedFold = { readonly start: number; readonly end: number };

/** Which lines of a log have a row while some folds are closed. */
export class FoldedRows {
  /** How many rows there are. */
  readonly count: number;
  private readonly first: number;
  private readonly lines: number;
  private readonly folds: readonly ClosedFold[];
  /** For each fold, how many lines the folds before it hide. */
  private readonly hiddenBefore: readonly number[];

  /**
   * @param first the number of the first line that is kept.
   * @param lines how many lines are kept.
   * @param closed in order, without overlaps.
   */
  constructor(first: number, lines: number, closed: readonly ClosedFold[]) {
    this.first = first;
    this.lines = lines;
    this.folds = closed.filter(({ start, end }) => start >= first && end < first + lines);
    const hiddenBefore: number[] = [];
    let hidden = 0;
    for (const { start, end } of this.folds) {
      hiddenBefore.push(hidden);
      hidden += end - start;
    }
    this.hiddenBefore = hiddenBefore;
    this.count = lines - hidden;
  }

  /** The number of the line that a row shows. */
  lineAt(row: number): number {
    const place = lastWhere(
      this.folds,
      ({ start }, at) => start - this.first - (this.hiddenBefore[at] ?? 0) < row,
    );
    const fold = this.folds[place];
    const hidden = fold === undefined ? 0 : (this.hiddenBefore[place] ?? 0) + fold.end - fold.start;
    return this.first + row + hidden;
  }

  /** The row of a line; of a hidden line that of the fold's name; null where the line is not kept. */
  rowOf(line: number): number | null {
    if (line < this.first || line >= this.first + this.lines) return null;
    const place = lastWhere(this.folds, ({ start }) => start < line);
    const fold = this.folds[place];
    if (fold === undefined) return line - this.first;
    const before = this.hiddenBefore[place] ?? 0;
    const shown = line <= fold.end ? fold.start : line - (fold.end - fold.start);
    return shown - this.first - before;
  }
}

/** The last place at which it holds, where it holds for all places up to one; -1 where it holds for none. */
function lastWhere<Item>(items: readonly Item[], holds: (item: Item, place: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item, middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
