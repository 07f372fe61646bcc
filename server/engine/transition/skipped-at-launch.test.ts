import fc from "fast-check";
import { expect, test } from "vitest";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { planOf } from "../plan/plan.ts";
import { skippedBefore, toldToSkip } from "./skipped-at-launch.ts";

const SIZE = 5;

/** A graph whose vertex n depends on some of those before it. */
function planWith(tails: readonly number[]) {
  const vertices = tails.map((_, place) => `v${place}: { script: 'true' }`).join(", ");
  const edges = tails.flatMap((bits, head) =>
    Array.from({ length: head }, (_, tail) => tail).flatMap((tail) =>
      (bits >> tail) & 1 ? [`v${tail} -> v${head}`] : [],
    ),
  );
  const read = readGraphText(
    `signalbox: 1\nname: g\nvertices: { ${vertices} }\nedges: [${edges.join(", ")}]\n`,
  );
  if (!read.ok) throw new Error("The test's graph is wrong.");
  return planOf(read.file.content);
}

test("what a launch was told to skip is found again: another launch with that skips the same, and begins at the same vertex", () => {
  const tails = fc.array(fc.nat(2 ** SIZE - 1), { minLength: 1, maxLength: SIZE });
  const picks = fc.array(fc.nat(SIZE - 1), { maxLength: 2 });
  fc.assert(
    fc.property(tails, fc.option(fc.nat(SIZE - 1)), picks, (bits, first, others) => {
      const plan = planWith(bits);
      const { vertices } = plan;
      const numberOf = new Map(vertices.map(({ name, number }) => [name, number]));
      const before = (from: string | null) =>
        from === null ? [] : skippedBefore(plan, numberOf.get(from) ?? -1);
      const name = (place: number) => `v${place % bits.length}`;
      const from = first === null ? null : name(first);
      const plain = others.map(name).filter((each) => !before(from).includes(numberOf.get(each) ?? -1));
      const skipped = new Map<number, readonly number[] | null>([
        ...plain.map((each) => [numberOf.get(each) ?? -1, null] as const),
        ...before(from).map((each) => [each, vertices[each]?.outs.map(({ head }) => head) ?? []] as const),
      ]);
      const told = toldToSkip(plan, skipped);
      const again = [...before(told.from), ...told.skips.map((each) => numberOf.get(each) ?? -1)];
      expect(new Set(again)).toEqual(new Set(skipped.keys()));
      expect(before(told.from)).toEqual(before(from));
    }),
    { numRuns: 40 },
  );
});
