import type { Tone } from "#components/ui/states/state-look.ts";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { titleOfStack } from "../stacks/find-stacks.ts";
import { drawFrames, drawNotes } from "./draw-annotations.ts";
import { type Area, type Curve, curveOf, isInside } from "./far-cards.ts";
import {
  type EdgeLook,
  type FarColours,
  type FarPicture,
  NAME_ZOOM,
  STRONG_LOOKS,
  shortened,
} from "./far-picture.ts";

type Pen = CanvasRenderingContext2D;

/**
 * Draws what is inside the area. The pen's own units are pixels of the screen: `zoom` of them are one of the canvas, and
 * the area's corner is at 0, 0.
 */
export function drawFar(pen: Pen, picture: FarPicture, colours: FarColours, area: Area, zoom: number): void {
  const isNamed = zoom >= NAME_ZOOM;
  drawFrames(pen, picture.drawn, colours, area, zoom);
  drawEdges(pen, picture, colours, area, zoom);
  const shown = picture.cards.filter((card) => isInside(card, area));
  const box = (card: VertexNode, grow = 0) => {
    // Whole pixels: the sides of small cards would be blurred.
    const left = Math.round((card.position.x - area.x) * zoom) - grow;
    const top = Math.round((card.position.y - area.y) * zoom) - grow;
    const width = Math.max(2, Math.round(CARD_WIDTH * zoom)) + grow * 2;
    const height = Math.max(2, Math.round(CARD_HEIGHT * zoom)) + grow * 2;
    return { left, top, width, height };
  };
  const round = Math.min(8, Math.max(1, 8 * zoom));
  for (const [fill, cards] of grouped(shown, (card) => fillOf(card, picture, colours, isNamed))) {
    pen.fillStyle = fill;
    pen.beginPath();
    for (const card of cards) {
      const { left, top, width, height } = box(card);
      pen.roundRect(left, top, width, height, round);
    }
    pen.fill();
  }
  if (isNamed) {
    for (const [line, cards] of grouped(shown, (card) => lineOf(card, picture, colours))) {
      pen.strokeStyle = line;
      pen.lineWidth = 1;
      pen.beginPath();
      for (const card of cards) {
        const { left, top, width, height } = box(card);
        pen.roundRect(left + 0.5, top + 0.5, width - 1, height - 1, round);
      }
      pen.stroke();
    }
    drawNames(pen, shown, picture, colours, zoom, box);
  }
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 2;
  pen.beginPath();
  for (const card of shown)
    if (card.selected === true || picture.marked.has(card.id)) {
      const { left, top, width, height } = box(card, 1);
      pen.roundRect(left, top, width, height, round + 1);
    }
  pen.stroke();
  drawNotes(pen, picture.drawn, colours, area, zoom);
}

type Box = (card: VertexNode) => {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const FONT_SIZE = 26;
const MIN_FONT_SIZE = 9;

function drawNames(
  pen: Pen,
  shown: readonly VertexNode[],
  { tones }: FarPicture,
  colours: FarColours,
  zoom: number,
  box: Box,
): void {
  const size = Math.max(MIN_FONT_SIZE, FONT_SIZE * zoom);
  pen.font = `600 ${size}px ${colours.font}`;
  pen.textBaseline = "middle";
  const room = (CARD_WIDTH - 28) * zoom;
  for (const card of shown) {
    const { left, top, height } = box(card);
    const tone = tones.get(card.id);
    if (tone !== undefined) {
      pen.fillStyle = colours.tones[tone].strong;
      pen.fillRect(left, top, Math.max(2, 10 * zoom), height);
    }
    pen.fillStyle = colours.ink;
    pen.fillText(shortened(pen, nameOf(card), room), left + Math.round(14 * zoom), top + height / 2 + 0.5);
  }
}

/** What a card is called. */
export function nameOf({ id, data: { stack } }: VertexNode): string {
  return stack === null ? id : titleOfStack(stack);
}

function fillOf(card: VertexNode, { tones }: FarPicture, colours: FarColours, isNamed: boolean): string {
  const tone = tones.get(card.id) ?? toneOfMark(card);
  if (tone === null) return isNamed ? colours.surface : colours.block;
  return isNamed
    ? tones.has(card.id)
      ? colours.tones[tone].soft
      : colours.surface
    : colours.tones[tone].strong;
}

function lineOf(card: VertexNode, { tones }: FarPicture, colours: FarColours): string {
  const tone = tones.has(card.id) ? null : toneOfMark(card);
  return tone === null ? colours.line : colours.tones[tone].strong;
}

function toneOfMark({ data: { mark } }: VertexNode): Tone | null {
  return mark === null ? null : mark.level === "error" ? "bad" : "warn";
}

function drawEdges(
  pen: Pen,
  { edges, byId, looks }: FarPicture,
  colours: FarColours,
  area: Area,
  zoom: number,
): void {
  const isNamed = zoom >= NAME_ZOOM;
  // Those that are drawn first lie below.
  const curves = new Map<EdgeLook, Curve[]>([["success", []]]);
  for (const edge of edges) {
    const [tail, head] = [byId.get(edge.source), byId.get(edge.target)];
    if (tail === undefined || head === undefined) continue;
    const curve = curveOf(tail.position, head.position, tail.data.direction);
    if (!touches(curve, area)) continue;
    const look = lookOf(edge, looks);
    const known = curves.get(look);
    if (known === undefined) curves.set(look, [curve]);
    else known.push(curve);
  }
  const at = ({ x, y }: { readonly x: number; readonly y: number }): [number, number] => [
    (x - area.x) * zoom,
    (y - area.y) * zoom,
  ];
  for (const [look, some] of curves) {
    const isPlain = look === "success";
    pen.globalAlpha = isNamed || !isPlain ? 1 : 0.55;
    pen.strokeStyle = colours.edges[look];
    pen.fillStyle = colours.edges[look];
    pen.lineWidth = STRONG_LOOKS.has(look) ? 1.5 : Math.max(0.6, 1.5 * zoom);
    pen.setLineDash(look === "removed" ? REMOVED_DASH : []);
    pen.beginPath();
    for (const { from, to, bends } of some) {
      pen.moveTo(...at(from));
      pen.bezierCurveTo(...at(bends[0]), ...at(bends[1]), ...at(to));
    }
    pen.stroke();
    if (isNamed) drawArrows(pen, some, at, zoom);
  }
  pen.globalAlpha = 1;
  pen.setLineDash([]);
}

const REMOVED_DASH = [4, 3];

function drawArrows(
  pen: Pen,
  curves: readonly Curve[],
  at: (point: { readonly x: number; readonly y: number }) => [number, number],
  zoom: number,
): void {
  const long = 12 * zoom;
  pen.beginPath();
  for (const { to, bends } of curves) {
    const [x, y] = at(to);
    const isRight = bends[1].y === to.y;
    pen.moveTo(x, y);
    if (isRight) {
      pen.lineTo(x - long, y - long / 2);
      pen.lineTo(x - long, y + long / 2);
    } else {
      pen.lineTo(x - long / 2, y - long);
      pen.lineTo(x + long / 2, y - long);
    }
  }
  pen.fill();
}

function lookOf({ id, data, selected }: GraphEdge, looks: FarPicture["looks"]): EdgeLook {
  if (selected === true) return "selected";
  const look = looks.get(id);
  if (look !== undefined) return look;
  return data?.isWrong === true ? "wrong" : (data?.kind ?? "success");
}

function touches({ from, to, bends: [one, other] }: Curve, area: Area): boolean {
  return (
    Math.max(from.x, to.x, one.x, other.x) >= area.x &&
    Math.max(from.y, to.y, one.y, other.y) >= area.y &&
    Math.min(from.x, to.x, one.x, other.x) <= area.x + area.width &&
    Math.min(from.y, to.y, one.y, other.y) <= area.y + area.height
  );
}

function grouped(
  cards: readonly VertexNode[],
  keyOf: (card: VertexNode) => string,
): ReadonlyMap<string, readonly VertexNode[]> {
  const groups = new Map<string, VertexNode[]>();
  for (const card of cards) {
    const key = keyOf(card);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [card]);
    else known.push(card);
  }
  return groups;
}
