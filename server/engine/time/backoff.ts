/**
 * `first` × `factor`^n milliseconds, and `longest` at the most. A factor to a great power is infinite, and nothing times
 * that is no number: no pause at all stays none.
 */
export function backoff(first: number, factor: number, n: number, longest: number): number {
  return first === 0 ? 0 : Math.min(longest, first * factor ** n);
}
