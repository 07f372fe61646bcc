import { describe, expect, it } from "vitest";
import type { InputSpec } from "../model/graph-content.ts";
import { inputSpecProblems } from "./input-spec-problems.ts";

describe("inputSpecProblems", () => {
  it.each<[InputSpec, string]>([
    [{ type: "string", pattern: "(a" }, "input-pattern-invalid"],
    [{ type: "string", pattern: "(a)\\1" }, "input-pattern-invalid"],
    [{ type: "json", pattern: "a" }, "input-pattern-invalid"],
    [{ type: "date", min: 1 }, "input-range-invalid"],
    [{ type: "string", min: 1.5 }, "input-range-invalid"],
    [{ type: "list", max: -1 }, "input-range-invalid"],
    [{ type: "boolean", enum: ["true"] }, "input-enum-invalid"],
  ])("%j has %s", (spec, code) => {
    const problems = inputSpecProblems(spec);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.text).toMatch(/^[A-Z`m].*\.$/s);
  });

  it.each<InputSpec>([
    { type: "string", min: 1, max: 5, pattern: "[a-z]+", enum: ["a"] },
    { type: "number", min: -0.5, max: 1e9 },
    { type: "list", min: 0, pattern: "\\d+" },
    { type: "enum", enum: ["a"] },
    { type: "json" },
  ])("%j has no problem", (spec) => {
    expect(inputSpecProblems(spec)).toEqual([]);
  });
});
