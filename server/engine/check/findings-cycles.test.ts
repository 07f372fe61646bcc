import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import type { Finding, GraphContent } from "../model/graph-content.ts";
import { FINDING_LEVELS } from "../rules/rule.ts";
import { withoutCycles } from "./analysis/cycles-in-graph.ts";
import { findingsOf } from "./findings.ts";

const x = { script: "x" };
const reads = (from: string) => ({ script: "echo {v}", inputs: { v: { type: "string", from } } });
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

test("behind a cycle a vertex is still told that it reads what is not upstream, and what may be missing", () => {
  const vertices = {
    ...{ A: x, B: x },
    C: { ...x, outputs: { n: { type: "string" } } },
    D: reads("outputs.C.n"),
    E: reads("outputs.B.n"),
    F: reads("outputs.D.n"),
  };
  const edges = ["A -> B", "B -> A", "B -> C", "C -> D", "B -> E", "B -> F"];
  const findings = findingsOf(contentOf(vertices, edges));
  expect(codes(findings)).toEqual(["cycle", "outputs-not-upstream", "value-may-be-missing"]);
  expect(findings[1]).toMatchObject({ vertices: ["F"] });
  expect(findings[2]).toMatchObject({ vertices: ["D"] });
});

test("a join that can never hold is found behind a cycle", () => {
  const vertices = { P: x, Q: x, a: x, b: x, c: x, d: { ...x, join: "every" } };
  const edges = [
    ...["P -> Q", "Q -> P", "Q -> a", "a -> b", { tail: "a", head: "c", when: "failed" }],
    ...["b -> d", "c -> d"],
  ];
  expect(codes(findingsOf(contentOf(vertices, edges)))).toEqual(["cycle", "join-never-holds"]);
});

/** The findings as what they say, without those about cycles and about a vertex without edges. */
function said(content: GraphContent): readonly string[] {
  return findingsOf(content)
    .filter(({ code }) => !["cycle", "vertex-isolated", "graph-empty", "graph-large"].includes(code))
    .map(({ code, text }) => `${code} ${text}`);
}

test("a cycle beside a graph hides no finding of it and adds none, and the worst findings are first", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, (value) => {
      const parsed = parseGraphFile(value);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const { content } = parsed.file;
      const ring = [
        { tail: "ring 1", head: "ring 2" },
        { tail: "ring 2", head: "ring 1" },
      ];
      const both: GraphContent = {
        ...content,
        vertices: new Map([...content.vertices, ["ring 1", x], ["ring 2", x]]),
        edges: [...content.edges, ...ring],
      };
      const ofRing = new Set(["ring 1", "ring 2"]);
      const undo = (text: string) => [...ofRing].some((name) => text.includes(name));
      expect(said(both).filter((text) => !undo(text))).toEqual(said(content));
      const levels = findingsOf(both).map(({ level }) => FINDING_LEVELS.indexOf(level));
      expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    }),
    { numRuns: 100 },
  );
});

test("a graph without cycles stays the same, and one with cycles loses only their edges", () => {
  const plain = contentOf({ A: x, B: x }, ["A -> B"]);
  expect(withoutCycles(plain)).toBe(plain);
  const knotted = contentOf({ A: x, B: x, C: x }, ["A -> B", "B -> A", "B -> C"]);
  expect(withoutCycles(knotted).edges).toEqual([{ tail: "B", head: "C" }]);
});
