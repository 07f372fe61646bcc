import fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { evaluateText } from "../../expressions/expression.ts";
import { findingsOf } from "../findings.ts";
import { expressionFaultAt } from "./expression-fault-at.ts";
import type { ExpressionPlace } from "./expression-place.ts";
import { readableAt } from "./readable-at.ts";
import { READABLE_FUNCTIONS } from "./readable-functions.ts";

const VERTICES = ["a", "back-up", "two words", "in", "v4", "v5"];
const NAMES = ["n", "in", "with_line", "true"];
const SPECS: readonly { readonly kind?: string; readonly [field: string]: unknown }[] = [
  { script: "x" },
  { script: "x", foreach: { items: "[1]" } },
  { script: "x", repeat: { until: "index > 1", max: 3 } },
  { script: "x", retry: { each: "[1]" } },
  { kind: "approval", prompt: { title: "go?" } },
  { kind: "http", http: { url: "https://example.com" } },
  { kind: "wait", wait: { callback: "once" } },
  { script: "x", onFailure: "ignore" },
];

const graph = fc
  .record({
    specs: fc.array(fc.nat(SPECS.length - 1), { minLength: 6, maxLength: 6 }),
    outputs: fc.array(fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }), {
      minLength: 6,
      maxLength: 6,
    }),
    types: fc.array(fc.constantFrom("string", "integer", "json", "list", "date"), {
      minLength: 4,
      maxLength: 4,
    }),
    edges: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.constantFrom("succeeded", "failed", "always")), {
      minLength: 2,
      maxLength: 10,
    }),
    isFinal: fc.boolean(),
  })
  .map(({ specs, outputs, types, edges, isFinal }) => {
    const vertices = Object.fromEntries(
      VERTICES.map((name, number) => {
        const spec = SPECS[specs[number] ?? 0] ?? {};
        const declared = Object.fromEntries(
          (outputs[number] ?? []).map((output, place) => [output, { type: types[place], required: true }]),
        );
        const has = "script" in spec || spec.kind === "http";
        return [
          name,
          { ...spec, ...(has && { outputs: declared }), ...(isFinal && number === 5 && { final: "always" }) },
        ];
      }),
    );
    const drawn = new Map(
      edges.flatMap(([one, other, when]) => {
        const [tail, head] = [VERTICES[Math.min(one, other)], VERTICES[Math.max(one, other)]];
        if (tail === head || (isFinal && head === "v5")) return [];
        return [[`${tail} ${head}`, { tail, head, ...(when !== "succeeded" && { when }) }] as const];
      }),
    );
    const params = Object.fromEntries(NAMES.map((name, place) => [name, { type: types[place] }]));
    return { vertices, edges: [...drawn.values()], params };
  });

const EXPRESSION_CODES = new Set(["expression", "outputs-not-upstream"]);

test("whatever is offered is accepted by check where it is offered; what is certain is never left out", () => {
  fc.assert(
    fc.property(graph, fc.nat(5), ({ vertices, edges, params }, number) => {
      const at = VERTICES[number] ?? "a";
      const content = contentOf(vertices, edges, { params });
      const place: ExpressionPlace = { at: "vertex", vertex: at, field: "inputs" };
      const offered = readableAt(content, place);
      const spec = vertices[at] ?? {};
      const isAsking = "kind" in spec && (spec.kind === "wait" || spec.kind === "http");
      if (!isAsking) {
        const inputs = Object.fromEntries(
          offered.map(({ text, type }, place) => [
            `i${place}`,
            { type: ["date"].includes(type) ? "string" : "json", from: text },
          ]),
        );
        const reading = contentOf({ ...vertices, [at]: { ...spec, inputs } }, edges, { params });
        const wrong = findingsOf(reading).filter(
          ({ code, vertices: about }) => EXPRESSION_CODES.has(code) && about.includes(at),
        );
        expect(wrong.map(({ text }) => text)).toEqual([]);
      }
      const texts = new Set(offered.map(({ text }) => text));
      // What check accepts of the outputs of all vertices is offered.
      for (const [source, { outputs = {} }] of content.vertices)
        for (const name of Object.keys(outputs)) {
          const from = `outputs["${source}"]["${name}"]`;
          const reading = contentOf(
            { ...vertices, [at]: { ...spec, inputs: { i: { type: "string", from } } } },
            edges,
            { params },
          );
          const isUpstream = !findingsOf(reading).some(({ code }) => code === "outputs-not-upstream");
          const isOffered = offered.some((each) => each.vertex === source && each.name === name);
          if (!isAsking) expect(isOffered, from).toBe(isUpstream);
        }
      for (const name of NAMES)
        expect([...texts].some((text) => text.startsWith("params") && text.includes(name))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("the condition of an edge reads its tail, how that ended, and what is upstream of it", () => {
  const content = contentOf(
    {
      a: { script: "x", outputs: { n: { type: "integer", required: true } } },
      b: { script: "x", outputs: { m: { type: "string" } } },
      c: { script: "x", outputs: { late: { type: "string" } } },
    },
    ["a -> b", "b -> c"],
  );
  const offered = readableAt(content, { at: "edge", tail: "b", head: "c" });
  expect(offered.map(({ text }) => text)).toEqual(
    expect.arrayContaining(["state", "exit", "outputs.b.m", "outputs.a.n"]),
  );
  expect(offered.map(({ text }) => text)).not.toContain("outputs.c.late");
  const certain = (text: string) => offered.find((each) => each.text === text)?.isCertain;
  expect([certain("outputs.a.n"), certain("outputs.b.m")]).toEqual([true, false]);
});

test("outputs that a run gave and nobody declared are offered, too", () => {
  const content = contentOf({ a: { script: "x" }, b: { script: "x" } }, ["a -> b"]);
  const place: ExpressionPlace = { at: "vertex", vertex: "b", field: "inputs" };
  expect(readableAt(content, place).some(({ group }) => group === "outputs")).toBe(false);
  expect(readableAt(content, place, new Map([["a", ["size"]]])).map(({ text }) => text)).toContain(
    "outputs.a.size",
  );
});

test.each([
  ["params.none", "params.none".length - 5, "there is no `none`"],
  [
    'outputs["back-up"].n == 1 && nothing',
    'outputs["back-up"].n == 1 && '.length,
    "there is no `nothing` here",
  ],
  ["1 +", 2, "Unexpected"],
])("a fault of %s is marked where it is", (text, from, problem) => {
  const content = contentOf(
    { "back-up": { script: "x", outputs: { n: { type: "integer" } } }, b: { script: "x" } },
    [{ tail: "back-up", head: "b" }],
  );
  const fault = expressionFaultAt(content, { at: "edge", tail: "back-up", head: "b" }, text, "condition");
  expect(fault?.problem).toContain(problem);
  expect(fault?.from).toBeGreaterThanOrEqual(Math.max(0, from - 1));
  expect(fault?.to).toBeLessThanOrEqual(text.length + 1);
});

test("a fault is inside of any text, however wrong that is", () => {
  const content = contentOf({ a: { script: "x" }, b: { script: "x" } }, ["a -> b"]);
  const part = fc.constantFrom(
    "outputs",
    '["a b"]',
    ".",
    "a",
    "params",
    " ",
    "(",
    ")",
    "&&",
    "==",
    "'",
    '"',
    "1",
    "é",
    "\n",
    "has(",
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      const text = parts.join("");
      const fault = expressionFaultAt(content, { at: "edge", tail: "a", head: "b" }, text, "condition");
      if (fault === null) return;
      expect(fault.from).toBeGreaterThanOrEqual(0);
      expect(fault.from).toBeLessThan(fault.to);
      expect(fault.to).toBeLessThanOrEqual(text.length);
    }),
  );
});

test.each(READABLE_FUNCTIONS)("the example of $name works: $example", ({ example, name }) => {
  expect(example).toContain(`${name}(`);
  expect(evaluateText(example, { params: {}, pipeline: {}, outputs: {} })).toMatchObject({ ok: true });
});
