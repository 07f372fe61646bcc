import { describe, expect, test } from "vitest";
import { graphNameProblem, inputNameProblem, vertexNameKey, vertexNameProblem } from "./graph-names.ts";

describe("a vertex name", () => {
  test.each([
    "A",
    "1",
    "_",
    "ok-to-go",
    "my step",
    "Größe",
    "你好",
    "हिन्दी",
    "a.b_c-d 9",
    "x".repeat(64),
    "é",
  ])("may be %j", (name) => expect(vertexNameProblem(name)).toBeNull());

  test.each([
    ["", "empty"],
    ["   ", "a space"],
    [" a", "a space"],
    ["a ", "ends with a space"],
    ["a  b", "two spaces"],
    ["-rf", "- (U+002D)"],
    ["--help", "- (U+002D)"],
    [".", ". (U+002E)"],
    ["..", ". (U+002E)"],
    ["a/b", "/ (U+002F)"],
    ["a\\b", "\\ (U+005C)"],
    ["~", "~ (U+007E)"],
    ["*", "* (U+002A)"],
    ["a>b", "> (U+003E)"],
    ["a\u202Etxt.exe", "U+202E"],
    ["a\u200Db", "U+200D"],
    ["a\u200B", "U+200B"],
    ["a\u0000", "U+0000"],
    ["a\nb", "U+000A"],
    ["a\tb", "U+0009"],
    ["a\u00A0b", "U+00A0"],
    ["\u0301a", "U+0301"],
    ["<script>", "< (U+003C)"],
    ["😀", "😀 (U+1F600)"],
    ["x".repeat(65), "64 characters"],
    ["__proto__", "__proto__"],
  ])("may not be %j", (name, found) => expect(vertexNameProblem(name)).toContain(found));

  test("is limited in characters, not in bytes", () => {
    expect(vertexNameProblem("𝒳".repeat(64))).toBeNull();
    expect(vertexNameProblem("𝒳".repeat(65))).toContain("64 characters");
  });

  test("that looks like another one has the same key", () => {
    expect(vertexNameKey("Build")).toBe(vertexNameKey("bUILD"));
    expect(vertexNameKey("ｂuild")).toBe(vertexNameKey("build"));
    expect(vertexNameKey("e\u0301")).toBe(vertexNameKey("é"));
    expect(vertexNameKey("a")).not.toBe(vertexNameKey("b"));
  });
});

test.each(["deploy", "0", "_x", "a.b-c", "x".repeat(100)])("a graph may be named %j", (name) => {
  expect(graphNameProblem(name)).toBeNull();
});

test.each(["", " ", "a b", "-a", ".", "é", "a/b", "x".repeat(101), "a\n"])(
  "a graph may not be named %j",
  (name) => {
    expect(graphNameProblem(name)).toMatch(/^The name .+ at most 100 characters\.$/);
  },
);

test.each(["ip", "_", "IP_2", "toString", "constructor", "prototype"])("an input may be named %j", (name) =>
  expect(inputNameProblem(name)).toBeNull(),
);

test.each(["", "1a", "a-b", "a=b", "a b", "é", "__proto__", "x".repeat(65)])(
  "an input may not be named %j",
  (name) => {
    expect(inputNameProblem(name)).not.toBeNull();
  },
);
