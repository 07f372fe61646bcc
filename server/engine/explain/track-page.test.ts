import fc from "fast-check";
import { expect, test } from "vitest";
import { TRACK_STATES, type TrackState } from "../model/track.ts";
import { type TrackPlace, trackPage } from "./track-page.ts";

const tracks = fc
  .array(
    fc.record({
      name: fc.constantFrom("eu-1", "EU-2", "us-1", "é"),
      state: fc.constantFrom(...TRACK_STATES),
    }),
    {
      maxLength: 40,
    },
  )
  .map((list) => list.map((each, number) => ({ ...each, number })));

const ALL = { states: [], text: "", after: null, skip: 0, limit: 100 };

test("the pages of a list have each track that fits once, whatever their length", () => {
  const query = fc.record({
    states: fc.subarray<TrackState>([...TRACK_STATES], { maxLength: 3 }),
    text: fc.constantFrom("", "eu", " US ", "x"),
    limit: fc.integer({ min: 1, max: 7 }),
  });
  fc.assert(
    fc.property(tracks, query, (list, asked) => {
      const seen: number[] = [];
      let after: TrackPlace | null = null;
      do {
        const page = trackPage(list, { ...asked, after, skip: 0 });
        // A list that shows a window of it asks by place.
        expect(trackPage(list, { ...asked, after: null, skip: seen.length })).toEqual(page);
        expect(page.numbers.length).toBeLessThanOrEqual(asked.limit);
        expect(page.matching).toBe(trackPage(list, { ...asked, after: null, skip: 0 }).matching);
        seen.push(...page.numbers);
        after = page.next;
      } while (after !== null);
      const fits = list.filter(
        ({ name, state }) =>
          (asked.states.length === 0 || asked.states.includes(state)) &&
          name.toLowerCase().includes(asked.text.trim().toLowerCase()),
      );
      expect([...seen].sort((a, b) => a - b)).toEqual(fits.map(({ number }) => number));
      expect(seen).toEqual(trackPage(list, { ...asked, after: null, skip: 0, limit: 100 }).numbers);
    }),
  );
});

test("what failed comes first, then what needs a person, what runs, what is to come and what is done", () => {
  const states = ["succeeded", "waiting", "pending", "running", "prompting", "lost", "failed"] as const;
  const list = states.map((state, number) => ({ number, name: "a", state }));
  expect(trackPage(list, ALL).numbers).toEqual([5, 6, 4, 3, 2, 1, 0]);
});
