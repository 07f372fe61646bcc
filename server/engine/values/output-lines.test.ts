import { describe, expect, test } from "vitest";
import type { OutputSpec } from "../model/graph-content.ts";
import { parseOutputs } from "./output-lines.ts";

const parsed = (text: string, n: Partial<OutputSpec>) =>
  parseOutputs(text, { n: { type: "integer", ...n } }, []);

describe("a declared output", () => {
  test.each<[string, Partial<OutputSpec>, unknown]>([
    ["n=5", { min: 1, max: 9 }, 5],
    ["", { default: 7 }, 7],
    ["", { required: true, default: 7 }, 7],
    ["n=5", { default: 7 }, 5],
    ["n=b", { type: "enum", enum: ["a", "b"] }, "b"],
    ["n=web-1", { type: "string", pattern: "[a-z]+-[0-9]+" }, "web-1"],
    ["", {}, undefined],
  ])("%j with %j is %j", (text, spec, value) => {
    expect(parsed(text, spec)).toEqual({
      ok: true,
      outputs: value === undefined ? {} : { n: value },
      next: null,
    });
  });

  test.each<[string, Partial<OutputSpec>, string]>([
    ["n=10", { max: 9 }, "its output n (line 1) does not fit: Wanted a whole number of at most 9"],
    ["n=c", { type: "enum", enum: ["a", "b"] }, 'Wanted one of a, b, found "c".'],
    ["n=web", { type: "string", pattern: "[a-z]+-[0-9]+" }, "as a whole"],
    ["", { required: true }, "its required output n was not written to $SIGNALBOX_OUTPUT"],
    ["", { max: 9, default: 10 }, "the default of its output n does not fit: Wanted"],
  ])("%j with %j fails the track", (text, spec, reason) => {
    const result = parsed(text, spec);
    expect(result.ok ? "" : result.reason).toContain(reason);
  });
});
