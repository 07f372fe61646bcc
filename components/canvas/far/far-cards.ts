import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction } from "../layout/card-size.ts";

/** A part of the canvas, in its own coordinates. */
export type Area = Point & { readonly width: number; readonly height: number };

/** An edge as a curve: where it begins and ends, and the two points that it bends to. */
export type Curve = { readonly from: Point; readonly to: Point; readonly bends: readonly [Point, Point] };

/** The card at a point; of two that overlap the one on top. Null where there is none. */
export function cardAt(cards: readonly VertexNode[], point: Point): VertexNode | null {
  return cards.findLast((card) => isOver(card, point, 0)) ?? null;
}

/** True where a point is on a card, or not farther beside it than `near`: its handles reach over its sides. */
export function isOver({ position }: VertexNode, { x, y }: Point, near: number): boolean {
  return (
    x >= position.x - near &&
    x <= position.x + CARD_WIDTH + near &&
    y >= position.y - near &&
    y <= position.y + CARD_HEIGHT + near
  );
}

/** True where a part of the card is inside. */
export function isInside({ position: { x, y } }: VertexNode, area: Area): boolean {
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  return x < right && y < bottom && x + CARD_WIDTH > area.x && y + CARD_HEIGHT > area.y;
}

type View = {
  readonly width: number;
  readonly height: number;
  readonly transform: readonly [x: number, y: number, zoom: number];
};

/** The part of the canvas that is on the screen. */
export function shownArea({ width, height, transform: [x, y, zoom] }: View): Area {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** The cards that a box on the screen is over, if only in part. */
export function cardsUnderBox(
  cards: readonly VertexNode[],
  { box, transform: [x, y, zoom] }: { readonly box: Area; readonly transform: View["transform"] },
): readonly VertexNode[] {
  const corner = { x: (box.x - x) / zoom, y: (box.y - y) / zoom };
  const area = { ...corner, width: box.width / zoom, height: box.height / zoom };
  return cards.filter((card) => isInside(card, area));
}

/** The card that Tab comes to: the next, or the one before, that is in the area. Null behind the last. */
export function cardBeside(
  cards: readonly VertexNode[],
  id: string | null,
  by: 1 | -1,
  area: Area,
): VertexNode | null {
  const shown = cards.filter((card) => isInside(card, area));
  const place = shown.findIndex((card) => card.id === id);
  return (place < 0 ? shown.at(by > 0 ? 0 : -1) : shown[place + by]) ?? null;
}

/** The curve of an edge: the same as the canvas draws where its cards are whole. */
export function curveOf(tail: Point, head: Point, direction: Direction): Curve {
  const isRight = direction === "right";
  const from = isRight
    ? { x: tail.x + CARD_WIDTH, y: tail.y + CARD_HEIGHT / 2 }
    : { x: tail.x + CARD_WIDTH / 2, y: tail.y + CARD_HEIGHT };
  const to = isRight ? { x: head.x, y: head.y + CARD_HEIGHT / 2 } : { x: head.x + CARD_WIDTH / 2, y: head.y };
  const bend = bendOf(isRight ? to.x - from.x : to.y - from.y);
  return {
    from,
    to,
    bends: isRight
      ? [
          { x: from.x + bend, y: from.y },
          { x: to.x - bend, y: to.y },
        ]
      : [
          { x: from.x, y: from.y + bend },
          { x: to.x, y: to.y - bend },
        ],
  };
}

/** An edge that leads back makes a wider turn. */
const TURN = 6.25;

function bendOf(way: number): number {
  return way >= 0 ? way / 2 : TURN * Math.sqrt(-way);
}

/** Points of a curve that are tried for the nearest one. */
const STEPS = 24;

/** The edge nearest to a point, if it is not farther than `near`. */
export function edgeAt(
  edges: readonly GraphEdge[],
  cards: ReadonlyMap<string, VertexNode>,
  point: Point,
  near: number,
): GraphEdge | null {
  let [best, least]: [GraphEdge | null, number] = [null, near];
  for (const edge of edges) {
    const [tail, head] = [cards.get(edge.source), cards.get(edge.target)];
    if (tail === undefined || head === undefined) continue;
    const far = wayToCurve(curveOf(tail.position, head.position, tail.data.direction), point, near);
    if (far < least) [best, least] = [edge, far];
  }
  return best;
}

/** How far a point is from a curve; infinite where that is more than `near`. */
export function wayToCurve(curve: Curve, point: Point, near: number): number {
  if (!isNear(curve, point, near)) return Number.POSITIVE_INFINITY;
  let [least, before] = [Number.POSITIVE_INFINITY, curve.from];
  for (let step = 1; step <= STEPS; step += 1) {
    const now = pointOf(curve, step / STEPS);
    least = Math.min(least, distanceTo(point, before, now));
    before = now;
  }
  return least <= near ? least : Number.POSITIVE_INFINITY;
}

/** Whether a point is in the box around the curve: most edges are told apart by that. */
function isNear({ from, to, bends: [one, other] }: Curve, { x, y }: Point, near: number): boolean {
  return (
    x >= Math.min(from.x, to.x, one.x, other.x) - near &&
    x <= Math.max(from.x, to.x, one.x, other.x) + near &&
    y >= Math.min(from.y, to.y, one.y, other.y) - near &&
    y <= Math.max(from.y, to.y, one.y, other.y) + near
  );
}

function pointOf({ from, to, bends: [one, other] }: Curve, at: number): Point {
  const left = 1 - at;
  const mix = (axis: "x" | "y") =>
    left ** 3 * from[axis] +
    3 * left ** 2 * at * one[axis] +
    3 * left * at ** 2 * other[axis] +
    at ** 3 * to[axis];
  return { x: mix("x"), y: mix("y") };
}

function distanceTo(point: Point, from: Point, to: Point): number {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const long = x * x + y * y;
  const at =
    long === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * x + (point.y - from.y) * y) / long));
  return Math.hypot(point.x - from.x - at * x, point.y - from.y - at * y);
}
