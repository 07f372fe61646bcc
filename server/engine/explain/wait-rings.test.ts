import fc from "fast-check";
import { expect, test } from "vitest";
import { type Waiter, waitRings } from "./wait-rings.ts";

function waiter(
  key: string,
  ...waits: readonly (readonly [what: string | null, ...holders: string[]])[]
): Waiter {
  return { key, name: key, folder: "", waits: waits.map(([what, ...holders]) => ({ what, holders })) };
}

test("two pipelines whose children wait for each other's graph are one ring, and its text names both waits", () => {
  const rings = waitRings([
    waiter("p10", [null, "p15"]),
    waiter("p11", [null, "p14"]),
    waiter("p14", ["the limit of graph a", "p10"]),
    waiter("p15", ["the limit of graph b", "p11"]),
  ]);
  expect(rings).toHaveLength(1);
  expect([...(rings[0]?.keys ?? [])].sort()).toEqual(["p14", "p15"]);
  expect(rings[0]?.text).toContain("p14 waits for the limit of graph a, which p10 has");
  expect(rings[0]?.text).toContain("p15 waits for the limit of graph b, which p11 has");
});

test("where one of several holders can end, or nothing holds it, nobody waits for ever", () => {
  expect(
    waitRings([
      waiter("p1", ["a lock", "p2", "p3"]),
      waiter("p2", ["another lock", "p1"]),
      waiter("p3"),
      waiter("p4", ["a free lock"]),
    ]),
  ).toEqual([]);
});

test("what waits for a ring is not in it", () => {
  const rings = waitRings([waiter("p1", ["x", "p2"]), waiter("p2", ["y", "p1"]), waiter("p3", ["x", "p2"])]);
  expect(rings.map(({ keys }) => [...keys].sort())).toEqual([["p1", "p2"]]);
});

test("in a folder a ring names only what is in it and below it", () => {
  const rings = waitRings([
    { ...waiter("own", ["the own lock", "below"]), folder: "own" },
    { ...waiter("below", ["the lock below", "hidden"]), folder: "own/below" },
    { ...waiter("hidden", ["the hidden lock", "secret"]), folder: "own-too" },
    { ...waiter("secret", ["the secret lock", "own"]), folder: "" },
  ]);
  expect(rings.map(({ textIn }) => textIn("own"))).toEqual([
    "waits in a ring: own waits for the own lock, which below has; below waits for the lock below, which a pipeline of another folder has; what waits in another folder waits for them. Cancel one of them.",
  ]);
  expect(rings[0]?.textIn("")).toBe(rings[0]?.text);
  expect(rings[0]?.text).toContain("hidden waits for the hidden lock, which secret has");
});

test("if waits only lead from later to earlier waiters there is no ring; with one back there is, and only then", () => {
  const sizes = fc.integer({ min: 2, max: 12 });
  fc.assert(
    fc.property(sizes, fc.array(fc.nat(99), { minLength: 12, maxLength: 12 }), (size, chosen) => {
      const chain = Array.from({ length: size }, (_, place) =>
        waiter(`w${place}`, ...(place === 0 ? [] : [["x", `w${(chosen[place] ?? 0) % place}`] as const])),
      );
      expect(waitRings(chain)).toEqual([]);
      const closed = [waiter("w0", ["x", `w${size - 1}`]), ...chain.slice(1)];
      expect(waitRings(closed)).toHaveLength(1);
    }),
  );
});
