import { expect, test } from "vitest";
import type { Values } from "../json/json.ts";
import type { VertexSpec } from "../model/graph-content.ts";
import { ItemOutputs } from "./item-outputs.ts";

const tooLong = { ok: false, problem: "the outputs of its items are longer than 1 MiB together" };

function gathered(spec: VertexSpec, items: readonly (Values | null)[]) {
  const outputs = new ItemOutputs(spec);
  const added = items.map((item) => outputs.add(item));
  return { all: outputs.all(), added };
}

test("outputs are gathered in the order of the items, with null for a missing output", () => {
  expect(gathered({}, [{ a: 1 }, null, { b: 2, a: 3 }])).toEqual({
    all: { ok: true, outputs: { a: [1, null, 3], b: [null, null, 2] } },
    added: [true, true, true],
  });
  const declared = { outputs: { a: { type: "integer" } } } as const;
  expect(gathered(declared, []).all).toEqual({ ok: true, outputs: { a: [] } });
  expect(gathered(declared, [{ b: 2 }, { a: 1 }]).all).toEqual({ ok: true, outputs: { a: [null, 1] } });
});

test("outputs may have 1 MiB together, and one character more is too long", () => {
  const around = JSON.stringify({ a: ["", ""] }).length;
  const first = "x".repeat(600_000);
  const rest = "x".repeat(1_048_576 - around - first.length);
  expect(gathered({}, [{ a: first }, { a: rest }]).all).toEqual({ ok: true, outputs: { a: [first, rest] } });
  expect(gathered({}, [{ a: first }, { a: `${rest}x` }]).all).toEqual(tooLong);
});

test("once outputs are too long nothing more is kept: not of long values, and not of a name for each item", () => {
  const long = { a: "x".repeat(400_000) };
  expect(gathered({}, [long, long, long, long])).toEqual({ all: tooLong, added: [true, true, false, false] });
  const named = gathered(
    {},
    Array.from({ length: 10_000 }, (_, place) => ({ [`k${place}`]: 1 })),
  );
  expect(named.all).toEqual(tooLong);
  expect(named.added.filter((isWanted) => isWanted).length).toBeLessThan(800);
  // What is not declared is not kept, so it does not count.
  const unwanted = gathered({ outputs: { b: { type: "string" } } }, [long, long, long, { b: "y" }]);
  expect(unwanted.all).toEqual({ ok: true, outputs: { b: [null, null, null, "y"] } });
});
