import { describe, expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { readGraphText } from "./read-graph-text.ts";

const problemsIn = (text: string) => {
  const result = readGraphText(text);
  return result.ok ? [] : result.problems;
};
const head = "signalbox: 1\nname: g\n";

describe("a text that would exhaust the parser is refused before it is parsed", () => {
  const deep: readonly [string, string][] = [
    ["brackets", "[".repeat(100_000)],
    ["closed brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["JSON maps", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
    ["dashes on a line", "- ".repeat(20_000)],
    ["question marks on a line", "? ".repeat(20_000)],
    ["colons on a line", ": ".repeat(20_000)],
    ["keys on a line", "a: ".repeat(20_000)],
    ["lines that go in", Array.from({ length: 1_500 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
    ["lists that go in", Array.from({ length: 1_500 }, (_, level) => `${" ".repeat(level)}-`).join("\n")],
    [
      "brackets in a default",
      `${head}vertices:\n  A:\n    inputs:\n      j: { type: json, default: ${"[".repeat(70)}${"]".repeat(70)} }\n`,
    ],
    ["tags and brackets", "!!seq [".repeat(10_000)],
    ["brackets behind a broken one", `${head}vertices: [\nname: ${"[".repeat(20_000)}`],
  ];

  test.each(deep)("for its nesting: %s", (_, text) => {
    // Parsed twice, because only the second time would end the process.
    for (let time = 0; time < 2; time += 1) {
      let problems: ReturnType<typeof problemsIn> = [];
      const work = workOf(() => {
        problems = problemsIn(text);
      });
      expect(problems).toEqual([
        expect.objectContaining({ text: expect.stringContaining("Nested deeper than 64 levels") }),
      ]);
      expect(work, "the work for each character").toBeLessThan(10 * text.length + 5_000);
    }
  });

  test("for its size, without reading it", () => {
    const text = "#".repeat(50_000_000);
    expect(problemsIn(text)[0]?.text).toBe(
      "Wanted a graph file of at most 2,000,000 bytes, found at least 50,000,000.",
    );
    expect(workOf(() => problemsIn(text))).toBeLessThan(100);
    expect(problemsIn(`${head}description: ${"é".repeat(1_000_000)}`)[0]?.text).toContain(
      "bytes, found 2,000,0",
    );
  });
});

test("twice as many vertices and edges need at most about twice the work", () => {
  const read = (count: number) => {
    const vertices = Array.from({ length: count }, (_, number) => `  v${number}: { script: "true" }`);
    const heads = count / 10;
    const tails = count - heads;
    const edges = Array.from(
      { length: 5 * count },
      (_, number) => `  - v${number % tails} -> v${tails + (number % heads)}`,
    );
    const text = `${head}vertices:\n${vertices.join("\n")}\nedges:\n${edges.join("\n")}\n`;
    return workOf(() => {
      const result = readGraphText(text);
      expect(result.ok && result.file.content.edges.length).toBe(5 * count);
    });
  };
  expect(read(800) / read(400)).toBeLessThan(2.5);
});

test.each<[string, string, string]>([
  ["tags", `a: [${"!a x,".repeat(380_000)}]`, "tags"],
  ["tags on lines", `a:\n${"  - !!str x\n".repeat(150_000)}`, "tags"],
  ["aliases", `a:\n  - &a x\n${"  - *a\n".repeat(250_000)}`, "aliases"],
  ["merged aliases", `b: &b { x: 1 }\na: { <<: [${"*b,".repeat(600_000)}] }`, "aliases"],
  ["directives", "%a\n".repeat(600_000), "begin with `%`"],
  ["brackets that close nothing", `a: [${"]".repeat(1_900_000)}`, "parts"],
  ["wrong escapes", `a: "${"\\z".repeat(900_000)}"`, "mean nothing"],
  ["wrong escapes of characters", `a: "${"\\u12 ".repeat(300_000)}"`, "mean nothing"],
  ["empty lines", `a: 1${"\n".repeat(1_900_000)}`, "parts"],
  ["keys in braces", `a: {${"a,".repeat(900_000)}}`, "parts"],
  ["a JSON list", `[${'{"a":1},'.repeat(200_000)}1]`, "parts"],
  ["empty entries", "-\n".repeat(900_000), "parts"],
])("a text that the parser would read for long is refused before: %s", (_, text, said) => {
  let problems: ReturnType<typeof problemsIn> = [];
  const work = workOf(() => {
    const result = readGraphText(text, 20_000);
    problems = result.ok ? [] : result.problems;
  });
  expect(problems[0]?.text).toContain(said);
  expect(problems[0]?.line).toBeDefined();
  expect(work, "the work for each character").toBeLessThan(15 * text.length + 4_000_000);
});
