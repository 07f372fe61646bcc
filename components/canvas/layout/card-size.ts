/**
 * A card's size in pixels of the canvas. One size for all, known to the layout, to the edges and to the style sheet:
 * the canvas then knows where everything is without measuring, also what is off the screen.
 */
export const CARD_WIDTH = 220;
export const CARD_HEIGHT = 80;
/** Everything snaps to this grid. */
export const GRID = 10;
/** The place on the grid that is nearest to a coordinate. */
export function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
/** Where an edge leaves or reaches a card. */
export const HANDLE_SIZE = 12;

/** The corner of a card whose middle is at a point of the canvas. */
export function cornerAround({ x, y }: { readonly x: number; readonly y: number }) {
  return { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 };
}

/** The way that edges run: from left to right, or from top to bottom. */
export type Direction = "right" | "down";
