import { getBezierPath, Position } from "@xyflow/react";
import fc from "fast-check";
import { expect, test } from "vitest";
import { edgesOf, nodesOf } from "../elements/flow-elements.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { cardAt, cardBeside, curveOf, edgeAt } from "./far-cards.ts";

const far = fc.integer({ min: -100_000, max: 100_000 });
const place = fc.record({ x: far, y: far });

test("an edge has the same curve from far away as where its cards are whole", () => {
  fc.assert(
    fc.property(place, place, fc.constantFrom("right", "down"), (tail, head, direction) => {
      const isRight = direction === "right";
      const { from, to, bends } = curveOf(tail, head, direction);
      const [path] = getBezierPath({
        sourceX: from.x,
        sourceY: from.y,
        targetX: to.x,
        targetY: to.y,
        sourcePosition: isRight ? Position.Right : Position.Bottom,
        targetPosition: isRight ? Position.Left : Position.Top,
      });
      const [one, other] = bends;
      expect(path).toBe(`M${from.x},${from.y} C${one.x},${one.y} ${other.x},${other.y} ${to.x},${to.y}`);
    }),
  );
});

const names = Array.from({ length: 20 }, (_, at) => `v${at}`);
const layout = new Map(names.map((name, at) => [name, { x: Math.floor(at / 4) * 320, y: (at % 4) * 120 }]));
const edges = names.slice(4).map((head, at) => ({ tail: names[at] ?? "", head }));
const drawing = {
  file: {
    content: { signalbox: 1 as const, name: "g", vertices: new Map(names.map((name) => [name, {}])), edges },
    layout,
  },
  direction: "right" as const,
  selected: new Set<string>(),
  selectedEdges: new Set<string>(),
  moved: new Map(),
  marks: new Map(),
  wrongEdges: new Set<string>(),
  isEditable: true,
};
const cards = nodesOf(drawing, new Map());
const lines = edgesOf(drawing, new Map());

test("the card at a point is the one that is drawn there", () => {
  for (const { id, position } of cards) {
    expect(cardAt(cards, { x: position.x + CARD_WIDTH / 2, y: position.y + 1 })?.id).toBe(id);
    expect(cardAt(cards, { x: position.x + CARD_WIDTH / 2, y: position.y + CARD_HEIGHT + 1 })).toBeNull();
  }
});

test("an edge is found beside its line, and nowhere else", () => {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const middle = { x: CARD_WIDTH + 50, y: CARD_HEIGHT / 2 };
  expect(edgeAt(lines, byId, { ...middle, y: middle.y + 5 }, 8)?.id).toBe("v0 -> v4");
  expect(edgeAt(lines, byId, { ...middle, y: middle.y + 9 }, 8)).toBeNull();
});

test("Tab comes to each card in view once, forwards and backwards, and then leaves", () => {
  const area = { x: 0, y: 0, width: 600, height: 600 };
  for (const by of [1, -1] as const) {
    const met: string[] = [];
    for (
      let card = cardBeside(cards, null, by, area);
      card !== null;
      card = cardBeside(cards, card.id, by, area)
    )
      met.push(card.id);
    expect(met).toEqual(by > 0 ? names.slice(0, 8) : names.slice(0, 8).toReversed());
  }
});
