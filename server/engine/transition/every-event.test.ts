import { expect, test } from "vitest";
import { columnsOf, decidedPart } from "#testing/engine/event-cells.ts";
import { POSITIONS, SITUATIONS, type SituationName } from "#testing/engine/event-positions.ts";
import { EVENT_TABLE } from "#testing/engine/event-table.ts";
import { SLEEPS, TRACK_STATES } from "../model/track.ts";

const SITUATION_NAMES = Object.keys(SITUATIONS) as SituationName[];

test("the table has a column for every state and every kind of sleep", () => {
  const columns = Object.values(EVENT_TABLE).flatMap(columnsOf);
  const shown = columns.map((name): object & { state: string } => POSITIONS[name]);
  expect(new Set(shown.map(({ state }) => state))).toEqual(new Set(TRACK_STATES));
  expect(new Set(shown.flatMap((each) => ("sleep" in each ? [each.sleep] : [])))).toEqual(new Set(SLEEPS));
});

test.each(SITUATION_NAMES)(
  "while %s, every event is refused or has the effect that the table says",
  (situation) => {
    expect(decidedPart(situation, columnsOf(EVENT_TABLE[situation]))).toBe(EVENT_TABLE[situation]);
  },
);
