/** A point of the screen. */
type Point = { readonly x: number; readonly y: number };

/**
 * A point at which something opens, as it is placed by. A point that a smaller window does not have any more is at its edge:
 * what is open there stays on the screen.
 */
export function pointAnchor({ x, y }: Point): { getBoundingClientRect: () => DOMRect } {
  return {
    getBoundingClientRect: () =>
      new DOMRect(Math.min(x, window.innerWidth), Math.min(y, window.innerHeight), 0, 0),
  };
}
