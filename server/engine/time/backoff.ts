/**
 * The delay `first` × `factor`^n, but at most `max`, in milliseconds. A `first` of 0 always gives 0, because 0 × Infinity
 * would be NaN.
 */
export function backoff(first: number, factor: number, n: number, max: number): number {
  return first === 0 ? 0 : Math.min(max, first * factor ** n);
}
