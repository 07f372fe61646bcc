import { describe, expect, test } from "vitest";
import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_WIDTH } from "../card-size.ts";
import { framedGraph as graph } from "../framed-graph-for-test.ts";
import { droppedCards, LEAVE_DISTANCE } from "./dropped-cards.ts";

describe("dropped cards", () => {
  const file = graph(
    [["A", "B"]],
    { f: { vertices: ["A", "B"] }, g: { vertices: ["C"] } },
    { A: [0, 0], B: [300, 0], C: [2_000, 0], D: [0, 900], Z: [0, 1_200] },
    { Z: { final: "always" } },
  );
  const dropped = (places: Readonly<Record<string, Point>>) =>
    Object.fromEntries(droppedCards(file, new Map(Object.entries(places))));

  test("a card goes into the frame in which its middle is, and from one frame into another", () => {
    expect(dropped({ D: { x: 100, y: 20 } })).toEqual({ D: "f" });
    expect(dropped({ B: { x: 2_010, y: 10 } })).toEqual({ B: "g" });
    expect(dropped({ D: { x: 0, y: 500 } })).toEqual({});
  });

  test("a card leaves its frame a little outside of it, and moves it before", () => {
    const middleAtSide = 20 + CARD_WIDTH / 2;
    const side = 300 + middleAtSide;
    expect(dropped({ B: { x: side + LEAVE_DISTANCE, y: 0 } })).toEqual({});
    expect(dropped({ B: { x: side + LEAVE_DISTANCE + 10, y: 0 } })).toEqual({ B: null });
  });

  test("cards that are all of a frame take it with them, and final steps go into none", () => {
    expect(dropped({ A: { x: 0, y: 5_000 }, B: { x: 300, y: 5_000 } })).toEqual({});
    expect(dropped({ Z: { x: 100, y: 20 } })).toEqual({});
  });
});
