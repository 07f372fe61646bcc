import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { evaluate, type Facts, readExpression } from "../expressions/expression.ts";
import { resolveInputs } from "../expressions/input-resolution.ts";
import { numberOf } from "../json/exact-number.ts";
import { childParams } from "../kinds/graph/child-pipeline.ts";
import { declaredTypes } from "../kinds/graph-declarations.ts";
import type { GraphContent, InputSpec, InputType, Json } from "../model/graph-content.ts";
import { checkValue } from "../values/input-values.ts";
import { childFindings } from "./findings-children.ts";
import { expressionFindings } from "./findings-expressions.ts";

const TYPES: readonly InputType[] = [
  ...(["string", "text", "integer", "number", "boolean", "enum"] as const),
  ...(["json", "list", "date", "datetime", "ip", "secret"] as const),
];
const TEXTS: readonly InputType[] = ["string", "text", "enum"];

/** Text is read as in a form, and json by what it is: whether that fits depends on the value. */
function isReadByValue(from: InputType, to: InputType): boolean {
  if (from === to) return false;
  return from === "json" || (TEXTS.includes(from) && to !== "string" && to !== "text");
}

const json = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.string(),
);
const exact = fc.constantFrom("3.10", "1e3", "0.12345678901234567890", "9007199254740993").map(numberOf);
const VALUES: Readonly<Record<InputType, fc.Arbitrary<unknown>>> = {
  string: fc.string({ minLength: 1 }),
  text: fc.string({ minLength: 1 }),
  integer: fc.oneof(fc.maxSafeInteger(), fc.constant(numberOf("9007199254740993123"))),
  number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), exact),
  boolean: fc.boolean(),
  enum: fc.constantFrom("1", "true", "a"),
  json: fc.oneof(
    json,
    exact,
    fc.array(fc.oneof(json, exact)),
    json.map((value) => new Map([["a", value]])),
  ),
  list: fc.array(json, { maxLength: 5 }),
  date: fc.constantFrom("2024-02-29", "1999-12-31"),
  datetime: fc.constantFrom("2024-02-29T08:30:00Z", "2024-02-29T10:30:00+02:00"),
  ip: fc.constantFrom("10.0.0.1", "2001:db8::1"),
  secret: fc.constantFrom("deploy-token", "db"),
};

const specOf = (type: InputType): InputSpec => ({
  type,
  ...(type === "enum" && { enum: ["1", "true", "a"] }),
});

function graphOf(from: string, to: InputType, more: object): GraphContent {
  const vertices = {
    A: { script: "a", ...more },
    B: { script: "b", inputs: { y: { ...specOf(to), from } } },
  };
  return contentOf(vertices, [{ tail: "A", head: "B" }], {});
}

function factsOf(content: GraphContent, outputs: Facts["outputs"], params: Facts["params"] = {}): Facts {
  return { params, pipeline: {}, outputs, types: declaredTypes(content) };
}

describe.each(TYPES)("a value of the type %s", (from) => {
  test.each(TYPES)("is read into the type %s, or check says no", (to) => {
    const content = graphOf("outputs.A.x", to, { outputs: { x: specOf(from) } });
    const isAccepted = expressionFindings(content).length === 0;
    expect(from === to && !isAccepted).toBe(false);
    if (!isAccepted) return;
    fc.assert(
      fc.property(VALUES[from], (value) => {
        const normal = checkValue(specOf(from), value);
        fc.pre(normal.ok);
        if (!normal.ok) return;
        const specs = content.vertices.get("B")?.inputs ?? {};
        const facts = factsOf(content, { A: { x: normal.value } });
        const read = resolveInputs({ specs, answers: {}, launch: {}, facts });
        if (read.kind === "ready") {
          if (from === to) expect(read.values).toEqual({ y: normal.value });
          return;
        }
        const reason = read.kind === "failed" ? read.reason : "it was asked";
        expect(reason).not.toMatch(/Put it in quotes/);
        // An enum is a limit of the words, a string one of the lines and characters.
        const isLimit = to === "enum" || /line break|at most|at least|is null/.test(reason);
        expect([reason, isReadByValue(from, to) || isLimit]).toEqual([reason, true]);
      }),
      { numRuns: 20 },
    );
  });
});

test.each<[InputType, Json, string]>([
  ["integer", 42, "42"],
  ["number", 3, "3"],
  ["number", 2.5, "2.5"],
  ["number", numberOf("3.10"), "3.10"],
  ["integer", numberOf("9007199254740993"), "9007199254740993"],
  ["boolean", false, "false"],
])("a value of the type %s, %s, is read into text as it stands", (type, value, text) => {
  const content = graphOf("outputs.A.x", "string", { outputs: { x: { type } } });
  expect(expressionFindings(content)).toEqual([]);
  const specs = content.vertices.get("B")?.inputs ?? {};
  const facts = factsOf(content, { A: { x: value } });
  expect(resolveInputs({ specs, answers: {}, launch: {}, facts })).toEqual({
    kind: "ready",
    values: { y: text },
  });
});

test("the answer of an approval has the type of its input", () => {
  const content = contentOf(
    {
      A: { kind: "approval", inputs: { n: { type: "number", required: true } } },
      B: {
        script: "b",
        inputs: {
          y: { type: "string", from: "outputs.A.n" },
          z: { type: "number", from: "outputs.A.n / 2" },
        },
      },
    },
    [{ tail: "A", head: "B" }],
    {},
  );
  expect(expressionFindings(content)).toEqual([]);
  const specs = content.vertices.get("B")?.inputs ?? {};
  const facts = factsOf(content, { A: { n: 3, result: "approved", by: "ann", comment: "" } });
  expect(resolveInputs({ specs, answers: {}, launch: {}, facts })).toEqual({
    kind: "ready",
    values: { y: "3", z: 1.5 },
  });
});

describe.each(TYPES)("an input of the type %s", (from) => {
  test.each(TYPES)(
    "is read into a param of the type %s of a child graph and out of it, or check says no",
    (to) => {
      const digest = `sha256:${"0".repeat(64)}`;
      const child = contentOf({ A: { script: "a" } }, [], {
        params: { x: specOf(to) },
        outputs: { x: { ...specOf(to), from: "params.x" } },
      });
      const vertex = {
        kind: "graph",
        graph: { name: "c", revision: 1, digest },
        inputs: { x: specOf(from) },
      };
      const content = contentOf({ A: vertex }, [], {});
      const found = childFindings(content, new Map([[digest, child]]));
      expect(found.every(({ code }) => code === "child-param-type")).toBe(true);
      if (found.length > 0) return expect(from).not.toBe(to);
      fc.assert(
        fc.property(VALUES[from], (value) => {
          const normal = checkValue(specOf(from), value);
          fc.pre(normal.ok);
          if (!normal.ok) return;
          const made = childParams(child.params ?? {}, { x: normal.value }, { x: specOf(from) });
          const isLimit = !made.ok && (to === "enum" || /line break|at most|at least|null/.test(made.reason));
          expect([made, made.ok || isLimit || isReadByValue(from, to)]).toEqual([made, true]);
        }),
        { numRuns: 15 },
      );
    },
  );
});

/** Expressions over `params`, also such as no type fits. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      ...["params.i", "params.d", "params.s", "params.b", "params.l", "outputs.A.n", "outputs.A.m"],
      ...["2", "0.5", "3.0", "'x'", "true", "null", "[1, 2.5]", "pipeline.id"],
    ),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom(..."+-*/%<>".split(""), "==", "!=", "<=", "in"),
        tie("expression"),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(fc.constantFrom("string", "double", "int", "size", "-", "!"), tie("expression"))
      .map(([name, of]) => `${name}(${of})`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `[${a}, ${b}]`),
  ),
}));

/** What may still go wrong with an expression that has the right types. */
const BY_VALUE =
  /division by zero|modulo by zero|overflow|cannot convert|conversion|type error|no value|that no input can have|index|No such key/;

test("an expression that check accepts never fails for its types, whatever the values are", () => {
  const params = {
    i: { type: "integer" },
    d: { type: "number" },
    s: { type: "string" },
    b: { type: "boolean" },
    l: { type: "list" },
  };
  const values = fc.record({
    i: fc.maxSafeInteger(),
    d: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    s: fc.string(),
    b: fc.boolean(),
    l: fc.array(fc.integer()),
  });
  const outputs = fc.record({ n: VALUES.integer, m: VALUES.number }) as fc.Arbitrary<Record<string, Json>>;
  let accepted = 0;
  fc.assert(
    fc.property(expression, fc.constantFrom(...TYPES), values, outputs, (text, to, given, A) => {
      const content = {
        ...graphOf(text, to, { outputs: { n: { type: "integer" }, m: { type: "number" } } }),
        params: params as GraphContent["params"],
      };
      if (expressionFindings(content).length > 0) return;
      accepted += 1;
      const reading = readExpression(text);
      const result = reading.ok
        ? evaluate(reading.expression, { ...factsOf(content, { A }, given), pipeline: { id: 7 } })
        : { ok: false as const, problem: reading.problem };
      if (!result.ok) expect(result.problem).toMatch(BY_VALUE);
      if (!result.ok) expect(result.problem).not.toMatch(/overload|must have the same type/);
    }),
    { numRuns: 1_500 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test.each<[string, Json, Json]>([
  ["outputs.A.m * 2.0", 3, 6],
  ["outputs.A.m * 2", 2.5, 5],
  ["outputs.A.m / 2", 3, 1.5],
  ["2 / outputs.A.m", 4, 0.5],
  ["outputs.A.m == 3", 3, true],
  ["outputs.A.m + outputs.A.n", 3, 10],
  ["outputs.A.n / 2", 3, 3],
])("%s is worked out by the declared types, whatever the value is: with %s it is %s", (text, m, value) => {
  const content = graphOf(text, "json", { outputs: { n: { type: "integer" }, m: { type: "number" } } });
  expect(expressionFindings(content)).toEqual([]);
  const reading = readExpression(text);
  if (!reading.ok) throw new Error(reading.problem);
  expect(evaluate(reading.expression, factsOf(content, { A: { m, n: 7 } }))).toMatchObject({
    ok: true,
    value,
  });
});
