import { expect, test } from "vitest";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { inputFor } from "./param-choice.ts";

const PARAM: InputSpec = { type: "enum", enum: ["a", "b"], default: "a" };

test("another expression or another value changes nothing else of an input", () => {
  const asked: InputSpec = { type: "string", from: "params.env", required: true, default: "x", ask: "never" };
  expect(inputFor(PARAM, asked, "expression", "params.other")).toEqual({
    ...{ type: "string", required: true, default: "x", ask: "never" },
    from: "params.other",
  });
  const fixed: InputSpec = { type: "string", default: "x", pattern: "^x", description: "why" };
  expect(inputFor(PARAM, fixed, "fixed", "xy")).toEqual({
    ...{ type: "string", pattern: "^x", description: "why" },
    default: "xy",
  });
});

test("another choice takes away what belonged to the one before", () => {
  const asked: InputSpec = { type: "string", from: "params.env", required: true };
  expect(inputFor(PARAM, asked, "fixed", "x")).toEqual({ type: "string", default: "x" });
  expect(inputFor(PARAM, { type: "string", default: "x" }, "expression", "params.env")).toEqual({
    ...{ type: "string", from: "params.env" },
  });
  expect(inputFor(PARAM, asked, "usual")).toBeNull();
});
