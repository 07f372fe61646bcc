import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { failuresText, type VertexFailure } from "./failures-text.ts";

const MAX_BYTES = 96 * 1_024;

const failure: fc.Arbitrary<VertexFailure> = fc
  .record({
    vertex: fc.constantFrom("a", "build-ü", "deploy"),
    reason: fc.constantFrom("exit 1", "ä", '"', "€").chain((text) => lengths.map((n) => text.repeat(n))),
    outputs: fc.option(
      fc.record({ id: fc.constantFrom("7", "😀").chain((text) => lengths.map((n) => text.repeat(n))) }),
      { nil: undefined },
    ),
  })
  .map(({ outputs, ...rest }) => (outputs === undefined ? rest : { ...rest, outputs }));
const lengths = fc.constantFrom(0, 1, 100, 2_000, 9_000);

/** All failures, of which the first `count` keep their outputs. */
const withOutputs = (failures: readonly VertexFailure[], count: number) =>
  failures.map((each, at) => (at < count ? each : { vertex: each.vertex, reason: each.reason }));
const fits = (failures: readonly VertexFailure[]) => Buffer.byteLength(JSON.stringify(failures)) <= MAX_BYTES;
const lastThat = (count: number, holds: (one: number) => boolean) =>
  Array.from({ length: count + 1 }, (_, at) => count - at).find(holds);

describe("SIGNALBOX_FAILURES", () => {
  it("has as many failures as fit, and as many outputs as then fit, from the first failure on", () => {
    fc.assert(
      fc.property(fc.array(failure, { maxLength: 12 }), (failures) => {
        const without = withOutputs(failures, 0);
        const most = lastThat(failures.length, (count) => fits(without.slice(0, count))) ?? 0;
        const kept = failures.slice(0, most);
        const outputs =
          most < failures.length ? 0 : (lastThat(most, (count) => fits(withOutputs(kept, count))) ?? 0);
        // One failure is always told.
        const expected = most === 0 ? without.slice(0, 1) : withOutputs(kept, outputs);
        expect(failuresText(failures)).toBe(JSON.stringify(expected));
      }),
    );
  });
});

test("thousands of failures are written at most twice each", () => {
  let reads = 0;
  const counted = Array.from({ length: 3_000 }, (_, number) => ({
    get vertex() {
      reads += 1;
      return `item-${number}`;
    },
    reason: "exit 1",
    outputs: { id: "x".repeat(200) },
  }));
  const text = failuresText(counted);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
  expect(JSON.parse(text).length).toBeGreaterThan(2_000);
  expect(reads).toBeLessThanOrEqual(2 * counted.length);
});
