import fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../findings.ts";

const x = { script: "x" };
const told = (tail: unknown, more = {}) => ({ tail, head: "tell", when: "failed", ...more });

/** The failures after which `tell` is warned not to run, in the graph a, b, c, tell. */
function warned(edges: readonly unknown[], { a = x, tell = x }: Record<string, object> = {}) {
  return findingsOf(contentOf({ a, b: x, c: x, tell }, edges as object[])).flatMap(
    ({ code, edges: [edge] }) => (code === "reaction-not-reached" ? [edge?.tail] : []),
  );
}

test("a notice about a vertex that also waits for a success behind it never runs, and check warns", () => {
  const row = ["a -> b", "b -> c"];
  expect(warned([...row, told("a"), "b -> tell"])).toEqual(["a"]);
  expect(warned([...row, told("a"), "b -> tell"], { tell: { ...x, join: "any" } })).toEqual([]);
  const each = ["a", "b", "c"].map((tail) => told(tail));
  expect(warned([...row, ...each], { tell: { ...x, join: "every" } })).toEqual(["a", "b"]);
});

test("a notice is not warned of where it runs", () => {
  expect(warned([told("a"), told("b")])).toEqual([]);
  expect(warned(["a -> b", "b -> c", told("a"), told("b"), told("c")])).toEqual([]);
  expect(warned(["a -> b", told("b")])).toEqual([]);
  // A tail that runs in any case is reached.
  expect(warned([{ tail: "a", head: "b", when: "always" }, told("a"), told("b")])).toEqual([]);
  expect(warned(["a -> b", told("a"), { tail: "b", head: "tell", when: "always" }])).toEqual([]);
  // A vertex that is not reached without a failure of its own breaks nothing behind it.
  const every = { ...x, join: "every" };
  expect(
    findingsOf(
      contentOf({ a: x, b: x, c: every, tell: x }, [
        "a -> b",
        { tail: "b", head: "c", when: "failed" },
        "c -> tell",
        told("a"),
      ]),
    ),
  ).toEqual([]);
  // A failure that is handled leaves the edges of the tail dead, not broken.
  expect(warned(["a -> b", told("a", { rescue: true }), told("b", { rescue: true })])).toEqual([]);
  expect(warned(["a -> b", told("a"), told("b")], { a: { ...x, onFailure: "ignore" } })).toEqual([]);
});

const WHENS = [
  {},
  {},
  {},
  { when: "failed" },
  { when: "failed" },
  { when: "failed" },
  { when: "failed", rescue: true },
  { when: "always" },
  { when: "exit == 1" },
];
const graph = fc.record({
  joins: fc.array(fc.constantFrom("all", "all", "all", "any", "every"), { minLength: 6, maxLength: 6 }),
  edges: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.constantFrom(...WHENS)), { minLength: 9, maxLength: 16 }),
});

test("what check warns of never runs after that failure, in any graph and however the others ended", () => {
  let seen = 0;
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.boolean()), ({ joins, edges }, ends) => {
      const single = new Map(
        edges.flatMap(([one, other, when]) => {
          const [tail, head] = [`v${Math.min(one, other)}`, `v${Math.max(one, other)}`];
          return one === other ? [] : [[`${tail} ${head}`, { tail, head, ...when }] as const];
        }),
      );
      const vertices = Object.fromEntries(joins.map((join, number) => [`v${number}`, { ...x, join }]));
      const content = contentOf(vertices, [...single.values()], { onFailure: "continue" });
      const found = findingsOf(content).flatMap(({ code, edges: [edge] }) =>
        code === "reaction-not-reached" && edge !== undefined ? [edge] : [],
      );
      const run = new SimulatedPipeline(content);
      for (let number = run.in("pending")[0]; number !== undefined; number = run.in("pending")[0]) {
        run.claim(number);
        run.end(number, ends.next().value === true ? "failed" : "succeeded");
      }
      for (const { tail, head } of found) {
        if (run.track(Number(tail.slice(1))).state !== "failed") continue;
        expect(run.track(Number(head.slice(1))).state).toBe("skipped");
        seen += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(seen).toBeGreaterThan(10);
});
