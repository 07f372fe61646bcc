import { expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { workOf } from "#testing/work-of.ts";
import { findingsOf } from "./findings.ts";

test.each<[string, (number: number, count: number) => unknown[]]>([
  ["in a row", (number) => (number === 0 ? [] : [`v${number - 1} -> v${number}`])],
  ["in a ring", (number, count) => [`v${(number + count - 1) % count} -> v${number}`]],
  [
    "behind a reaction",
    (number) => [
      ...(number === 1 ? [{ tail: "v0", head: "v1", when: "failed" }] : []),
      ...(number > 1 ? [`v${number - 1} -> v${number}`] : []),
    ],
  ],
  ["in a star", (number) => (number === 0 ? [] : [`v0 -> v${number}`])],
  [
    "in a grid",
    (number) => [
      ...(number >= 100 ? [`v${number - 100} -> v${number}`] : []),
      ...(number % 100 === 0 ? [] : [`v${number - 1} -> v${number}`]),
    ],
  ],
])("twice as many vertices %s are twice the work to check", (_, edgesInto) => {
  const check = (count: number) => {
    const numbers = Array.from({ length: count }, (__, number) => number);
    const inputs = { ip: { type: "string", default: "x", from: "outputs.v0.x" } };
    const vertices = Object.fromEntries(
      numbers.map((number) => [`v${number}`, { script: "echo {ip}", inputs }]),
    );
    const content = contentOf(
      vertices,
      numbers.flatMap((number) => edgesInto(number, count)),
    );
    return workOf(() => findingsOf(content));
  };
  expect(check(1_000) / check(500)).toBeLessThan(2.5);
});

test("the work to check vertices that read each other's outputs is much less than quadratic", () => {
  const check = (count: number) => {
    const numbers = Array.from({ length: count }, (_, number) => number);
    const reading = (number: number) => ({
      v: { type: "string", from: `outputs.v${Math.max(0, number - 1)}.x` },
    });
    const vertices = Object.fromEntries(
      numbers.map((number) => [`v${number}`, { script: "echo {v}", inputs: reading(number) }]),
    );
    const content = contentOf(
      vertices,
      numbers.slice(1).map((number) => `v${number - 1} -> v${number}`),
    );
    return workOf(() => {
      const wrong = findingsOf(content).filter(({ code }) => code === "outputs-not-upstream");
      expect(wrong.map(({ vertices: [name] }) => name)).toEqual(["v0"]);
    });
  };
  // One traversal for each source would need about 25 times the square of their number.
  expect(check(600)).toBeLessThan(8 * 600 ** 2);
});
