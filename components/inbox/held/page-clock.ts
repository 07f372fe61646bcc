/**
 * Milliseconds that grow evenly as long as the page lives, whatever happens to the clock of the computer. Of the size of
 * `Date.now()`, so that another page of this tab can go on with them.
 */
export function pageNow(): number {
  return performance.timeOrigin + performance.now();
}
