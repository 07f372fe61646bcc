import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeJson } from "../../json/write-json.ts";
import { untidyPlaces } from "../../text/plain-text.ts";
import { parseGraphFile } from "../graph-file.ts";
import { graphFileJson } from "../graph-file-json.ts";
import { readGraphText } from "../read-graph-text.ts";
import { writeGraphText } from "../write-graph-text.ts";

/** A graph file with a text at every place that may have several lines. */
function fileWith(text: string) {
  const filled = text === "" ? "x" : text;
  const parsed = parseGraphFile({
    signalbox: 1,
    name: "g",
    description: text,
    params: { p: { type: "text", default: text, description: text } },
    vertices: {
      A: {
        description: text,
        inputs: { i: { type: "text", from: filled, default: text, description: text } },
        outputs: { o: { type: "text", description: text } },
        script: text,
        revert: text,
        foreach: { items: filled },
        repeat: { until: filled, max: 2 },
      },
      B: {
        kind: "http",
        http: { method: "POST", url: "https://example.com", headers: { A: text }, body: text },
      },
      C: { kind: "email", email: { to: "a@example.com", subject: "s", body: text } },
      D: { kind: "approval", prompt: { title: filled } },
      E: { kind: "wait", wait: { callback: { until: filled } } },
    },
    edges: ["A -> B", { tail: "B", head: "C", when: filled }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file;
}

const odd = fc.constantFrom(
  ..."aé😀 \n\t\r\f\u001b\u0085\u2028\u2029\uFEFF\uFFFE\u007F#-|>:'\"{}[]&*!%@`,?",
  "\r\n",
  "\n\n",
  "  ",
  "\n ",
  "---\n",
  "...\n",
  ": ",
);
const text = fc.array(odd, { maxLength: 10 }).map((parts) => parts.join(""));

test("a file with any text at every place reads back the same, also by another parser, and is written to the same bytes", () => {
  fc.assert(
    fc.property(text, (each) => {
      const file = fileWith(each);
      const written = writeGraphText(file);
      const read = readGraphText(written);
      expect(read.ok && read.file).toEqual(file);
      expect(read.ok && writeGraphText(read.file)).toBe(written);
      expect(parse(written)).toEqual(JSON.parse(writeJson(graphFileJson(file))));
    }),
    { numRuns: 100 },
  );
});

test("a text of several lines is a block wherever YAML holds it exactly, and check warns of the others", () => {
  fc.assert(
    fc.property(text, (each) => {
      if (!each.includes("\n") || !/[^ \n]/.test(each)) return;
      const isTidy = untidyPlaces(each).size === 0;
      expect(/^ {4}script: \|/m.test(writeGraphText(fileWith(each))), JSON.stringify(each)).toBe(isTidy);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["a\nb", "|-\n  a\n  b\n"],
  ["a\nb\n", "|\n  a\n  b\n"],
  ["a\n\n", "|+\n  a\n\n"],
  ["a\n  \n", "|+\n  a\n    \n"],
  ["a  \nb \n", "|\n  a  \n  b \n"],
  ["  a\n", "|2\n    a\n"],
  ["\n\n  a\nb\n\n\n", "|2+\n\n\n    a\n  b\n\n\n"],
  ["\ta\n", "|\n  \ta\n"],
  ["a\n\n  \nb", "|-\n  a\n\n    \n  b\n"],
  ["# no comment\n---\n...\n%x\n", "|\n  # no comment\n  ---\n  ...\n  %x\n"],
])("%j is written as a block", (script, block) => {
  const file = fileWith("x");
  const [spec] = file.content.vertices.values();
  const vertices = new Map([["A", { ...spec, script }]]);
  const written = writeGraphText({ ...file, content: { ...file.content, vertices, edges: [] } });
  expect(written).toContain(`    script: ${block.replace(/\n(?=[^\n])/g, "\n    ")}`);
});

test("a text below a kind's own field, of an input or of an edge is a block, too", () => {
  const written = writeGraphText(fileWith("a\nb\n"));
  expect(written).toContain("    http:\n      method: POST\n");
  expect(written).toContain("      body: |\n        a\n        b\n");
  expect(written).toContain("      callback:\n        until: |\n          a\n          b\n");
  expect(written).toContain("  - tail: B\n    head: C\n    when: |\n      a\n      b\n");
  expect(written).not.toContain('"a\\nb');
});
