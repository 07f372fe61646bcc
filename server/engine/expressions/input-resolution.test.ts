import { describe, expect, test } from "vitest";
import type { InputSpec, Json } from "../model/graph-content.ts";
import type { Facts } from "./expression.ts";
import { resolveInputs } from "./input-resolution.ts";

const FACTS: Facts = {
  params: { n: 5, list: ["a"], none: null },
  pipeline: {},
  outputs: { skipped: {}, A: { n: 2 } },
};
const resolved = (
  spec: InputSpec,
  more: { answers?: Record<string, Json>; isForGraph?: boolean; isAskedLater?: boolean } = {},
) => resolveInputs({ specs: { v: spec }, answers: {}, launch: {}, facts: FACTS, ...more });

const MISSING = ["outputs.skipped.n", "outputs.A.missing + 1", "params.list[1]", "params.none"];
const BROKEN = ["outputs.A.n / 0", "outputs.A.n + 'x'", "int('x')"];

describe("`from` that finds nothing", () => {
  test.each(MISSING)("goes on to the default: %s", (from) => {
    expect(resolved({ type: "integer", from, default: 7 })).toEqual({ kind: "ready", values: { v: 7 } });
  });

  test.each(MISSING)("prefills the question with the default: %s", (from) => {
    const spec = { type: "integer", required: true, from } as const;
    expect(resolved({ ...spec, default: 7 })).toEqual({ kind: "ask", ask: [{ name: "v", prefill: 7 }] });
    expect(resolved(spec)).toEqual({ kind: "ask", ask: [{ name: "v" }] });
  });

  test.each(MISSING)("fails without a default: %s", (from) => {
    expect(resolved({ type: "integer", from })).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("the input v has no value and no default: `"),
    });
    expect(resolved({ type: "integer", from, required: true, ask: "never" })).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("forbids asking for it"),
    });
  });

  test.each(MISSING)(
    "is left to the default of a child graph's param, or to the question of an item: %s",
    (from) => {
      const nothing = { kind: "ready", values: {} };
      expect(resolved({ type: "integer", from }, { isForGraph: true })).toEqual(nothing);
      expect(resolved({ type: "integer", from, required: true }, { isAskedLater: true })).toEqual(nothing);
    },
  );

  test("null is a value of the type json", () => {
    expect(resolved({ type: "json", from: "params.none", default: 7 })).toEqual({
      kind: "ready",
      values: { v: null },
    });
    expect(resolved({ type: "json", from: "params.none", default: 7, required: true })).toEqual({
      kind: "ask",
      ask: [{ name: "v", prefill: null }],
    });
  });
});

describe("`from` that breaks fails with the values that it read, whatever the default", () => {
  test.each(BROKEN)("%s", (from) => {
    for (const more of [{}, { required: true as const }])
      for (const sources of [{}, { isForGraph: true }, { isAskedLater: true }])
        expect(resolved({ type: "integer", from, default: 7, ...more }, sources)).toMatchObject({
          kind: "failed",
          reason: expect.stringContaining(from),
        });
    expect(resolved({ type: "integer", from: "outputs.A.n / 0", default: 7 })).toMatchObject({
      reason: "the input v has no value: `outputs.A.n / 0`: division by zero (outputs.A.n is the number 2)",
    });
  });
});

test("an answer counts more than an expression that breaks", () => {
  expect(resolved({ type: "integer", from: "outputs.A.n / 0" }, { answers: { v: 1 } })).toEqual({
    kind: "ready",
    values: { v: 1 },
  });
});
