import fc from "fast-check";
import { expect, test } from "vitest";
import { takeFirst } from "./take-first.ts";

const compare = (one: { at: number }, other: { at: number }) => one.at - other.at;

test("the first of any sources are those of all of them together, each once, and what adds nothing is not loaded", async () => {
  const list = fc.uniqueArray(fc.nat(30)).map((all) => all.sort((a, b) => a - b).map((at) => ({ at })));
  await fc.assert(
    fc.asyncProperty(list, fc.array(list), fc.integer({ min: 1, max: 12 }), async (here, lists, limit) => {
      const loaded: number[] = [];
      const sources = lists.flatMap((all) => {
        const [first] = all;
        const load = async () => {
          loaded.push(first?.at ?? 0);
          return all;
        };
        return first === undefined ? [] : [{ first, load }];
      });
      const all = [...new Set([here, ...lists].flat().map(({ at }) => at))].sort((a, b) => a - b);
      const wanted = all.slice(0, limit);
      const found = await takeFirst<{ at: number }, { at: number }>(here, sources, limit, compare);
      expect(found.map(({ at }) => at)).toEqual(wanted);
      if (here.length >= limit) expect(loaded.every((at) => at <= (here[limit - 1]?.at ?? 0))).toBe(true);
    }),
  );
});
