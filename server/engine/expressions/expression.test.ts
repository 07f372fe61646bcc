import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExactNumber } from "../json/exact-number.ts";
import { jsonFrom } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import { evaluate, type Facts, readExpression } from "./expression.ts";
import { ALL_OWN_NAMES, OWN_NAMES, RECEIVED_NAMES } from "./own-names.ts";

const FACTS: Facts = {
  params: { env: "prod", ratio: 1.5, tags: ["a", "b"], shape: new Map([["sides", 4]]) },
  pipeline: { id: 7, name: "nightly", revision: 3, launchedBy: "ann" },
  outputs: { A: { n: 5, text: "five" }, "ok to go": { by: "bob" }, "back-up": { n: 1, t: "x" } },
};

function worked(text: string, facts: Facts = FACTS) {
  const reading = readExpression(text);
  if (!reading.ok) return { ok: false as const, problem: reading.problem };
  return evaluate(reading.expression, facts);
}

describe("evaluate", () => {
  test.each<[string, unknown]>([
    ["outputs.A.n + 1", 6],
    ["outputs.A.n > 3 && params.env == 'prod'", true],
    ['outputs["ok to go"].by', "bob"],
    ["params.ratio * 2.0", 3],
    ["params.shape.sides + 1", 5],
    ["params.tags.map(tag, tag + '!')", ["a!", "b!"]],
    ["pipeline.name + '@' + string(pipeline.revision)", "nightly@3"],
    ["has(outputs.A.missing) ? outputs.A.missing : 'none'", "none"],
    ["outputs.A.text.fits('f.*e')", true],
    ["outputs.A.text.fits('f')", false],
    ["{'a': outputs.A.n, 'b': [1.5, true, null]}", jsonFrom({ a: 5, b: [1.5, true, null] })],
    ["outputs.back-up.n + outputs.A.n", 6],
    ["has(outputs.back-up.n) ? outputs.back-up.n-1 : 9", 0],
    ["has(outputs['ok to go'].by) && !has(outputs.back-up.missing)", true],
    ["outputs.A.n-outputs.back-up.n", 4],
    ["'outputs.back-up.n' + outputs.back-up.t", "outputs.back-up.nx"],
    ["9223372036854775807", new ExactNumber("9223372036854775807")],
    ["timestamp('2020-02-29T00:00:00Z')", "2020-02-29T00:00:00.000Z"],
  ])("%s", (text, value) => {
    expect(worked(text)).toMatchObject({ ok: true, value });
  });

  test.each<[string, RegExp]>([
    ["outputs.A.missing", /`outputs.A.missing`: .*missing.* \(outputs.A.missing is not set\)/],
    ["outputs.B.n", /outputs.B.n is not set/],
    ["outputs.no-such.n", /: No such key: no-such \(outputs.no-such.n is not set\)/],
    ["outputs.A.n / 0", /division by zero.*outputs.A.n is the number 5/],
    ["outputs.A.n + outputs.A.text", /outputs.A.text is "five"/],
    ["b'bytes'", /gives a value that no input can have/],
    ["1.0 / 0.0", /gives a value that no input can have/],
    ["outputs.A.text.fits('(')", /fits|pattern|group/i],
  ])("%s has no value, and the problem names the values that it read", (text, problem) => {
    const result = worked(text);
    expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
    expect(result.ok ? "" : result.problem).not.toMatch(/\n|undefined/);
  });

  test.each<[string, unknown]>([
    ["int('-7') + int('+7')", 0],
    ["int('007')", 7],
    ["double('1e3') + double('.5')", 1000.5],
    ["timestamp('2026-02-28T23:00:00-02:00')", "2026-03-01T01:00:00.000Z"],
    ["int('') == 0 || true", true],
  ])("the text of %s is converted", (text, value) => {
    expect(worked(text)).toMatchObject({ ok: true, value });
  });

  test.each([
    ...["int('')", "uint('') == uint('0')", "int(' ')", "int('0b11')", "int('0o7')", "int('1.0')"],
    ...["double('')", "double('0x1F')", "double('0b1')"],
    ...["timestamp('2026-02-31T00:00:00Z')", "timestamp('2026-06-01T24:00:00Z')"],
    ...["timestamp('2026-06-01T10:00:00.000')", "int(outputs.check.errors) == 0"],
  ])("%s has no value: the text stands for none", (text) => {
    const outputs = { check: { errors: "" } };
    const problem = expect.stringMatching(/cannot convert to|requires a moment with its zone/);
    expect(worked(text, { ...FACTS, outputs })).toMatchObject({ ok: false, isMissing: false, problem });
  });

  test.each<[string, boolean]>([
    ["params.shape.missing", true],
    ["params.shape.missing.deeper", true],
    ["params.tags[7]", true],
    ["params.shape['x']", true],
    ["params.env.length", false],
    ["params.ratio.x", false],
    ["params.shape.sides.x + 1", false],
    ["params.tags['a']", false],
    ["params.tags[-1]", false],
    ["params.tags[0.5]", false],
    ["params.env * 2", false],
    ["params.shape.sides / 0", false],
  ])("%s reads what is not there: %s; else it is broken", (text, isMissing) => {
    expect(worked(text)).toMatchObject({ ok: false, isMissing });
  });

  test("can read how an edge's tail ended", () => {
    const end = { state: "failed", exit: 3 } as const;
    expect(worked("state == 'failed' && exit == 3", { ...FACTS, end })).toMatchObject({
      ok: true,
      value: true,
    });
  });
});

describe("readExpression", () => {
  test("names the outputs it reads, by vertex", () => {
    const reading = readExpression(
      "outputs.A.n > 1 || outputs['ok to go'].by == outputs.A['text'] || size(outputs.C) > 0 || outputs.back-up.n > 1",
    );
    expect(reading).toMatchObject({
      ok: true,
      expression: {
        outputs: new Map<string, Set<string | null>>([
          ["A", new Set(["n", "text"])],
          ["ok to go", new Set(["by"])],
          ["C", new Set([null])],
          ["back-up", new Set(["n"])],
        ]),
        readsTailEnd: false,
      },
    });
    expect(readExpression("exit == 3")).toMatchObject({ ok: true, expression: { readsTailEnd: true } });
  });

  test.each<[string, RegExp]>([
    ["1 +", /./],
    ["outputs", /by a vertex's name/],
    ["outputs[params.env].x == 1", /by a vertex's name/],
    ["'a'.matches('(a+)+$')", /fits/],
    ["params.tags.map(x, params.tags.map(y, x + y))", /inside of another loop/],
    ["cel.bind(x, 'a', x + x)", /not available/],
    [`${"(".repeat(60)}1${")".repeat(60)}`, /./],
    [Array(400).fill("1").join("+"), /./],
  ])("refuses %s", (text, problem) => {
    const reading = readExpression(text);
    expect(reading.ok ? "" : reading.problem).toMatch(problem);
  });

  test("one loop may go through the result of another", () => {
    expect(readExpression("params.tags.filter(x, x != 'b').map(x, x + x).exists(x, x == 'aa')").ok).toBe(
      true,
    );
    const twice = readExpression("params.tags.filter(x, params.tags.filter(y, y == x).exists(y, true))");
    expect(twice.ok).toBe(false);
  });

  test("any text is read or refused, and never throws", () => {
    const word = fc.constantFrom(
      ..."outputs . A n [ ] ( ) 'x' 1 1.5 + == && ? : params map , x { } has ! - in".split(" "),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const result = worked(words.join(" "));
        expect(typeof result.ok).toBe("boolean");
      }),
    );
  });
});

test.each([
  ["[params.d, params.long, params.e]", "[3.10,0.1234567890123456789012,1E5]"],
  ["{'a': params.d, 'b': [params.long]}", '{"a":3.10,"b":[0.1234567890123456789012]}'],
  ["params.all.map(each, each)", "[3.10,98765432109876543210,0.1234567890123456789012]"],
  ["params.all.filter(each, each > 3.0)", "[3.10,98765432109876543210]"],
  ["true ? params.long : 1.0", "0.1234567890123456789012"],
  ["params.all + [params.d]", "[3.10,98765432109876543210,0.1234567890123456789012,3.10]"],
  ["outputs.F.n", "[98765432109876543210,3.10]"],
  ["params.d * 2.0", "6.2"],
  ["params.signed.map(each, each)", "[-0,0,1.0]"],
  ["params.signed.map(each, each * 0.5)", "[-0,0,0.5]"],
])("numbers that %s only hands on keep their digits", (text, written) => {
  const exact = (digits: string) => new ExactNumber(digits);
  const [d, long, e] = [exact("3.10"), exact("0.1234567890123456789012"), exact("1E5")];
  const facts: Facts = {
    params: {
      d,
      long,
      e,
      all: [d, exact("98765432109876543210"), long],
      signed: [exact("-0"), 0, exact("1.0")],
    },
    pipeline: {},
    outputs: { F: { n: [exact("98765432109876543210"), d] } },
    types: {
      params: {},
      outputs: new Map([["F", { declared: { n: "number" }, undeclared: () => "string", isOfItems: true }]]),
    },
  };
  const result = worked(text, facts);
  expect(result.ok ? writeJson(result.value) : result.problem).toBe(written);
});

test.each(["{'constructor': 1}", "{'__proto__': 1, 'b': 2}", "{'b': 1, '10': 2}", "{params.env: 1}"])(
  "a map whose keys CEL would drop or move is refused: %s",
  (text) => {
    expect(readExpression(text)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/map in an expression/),
    });
  },
);

test("a number is refused where it cannot be told which of two read numbers it is, and says so", () => {
  const params = {
    a: new ExactNumber("0.12345678901234567890"),
    b: [new ExactNumber("0.12345678901234567899")],
  };
  expect(worked("params.a", { params, pipeline: {}, outputs: {} }).ok).toBe(true);
  expect(worked("[params.a]", { params, pipeline: {}, outputs: {} })).toMatchObject({
    ok: false,
    isMissing: false,
    problem:
      "`[params.a]`: two of the numbers that it reads are both 0.12345678901234568 when they are rounded, so one cannot be told from the other",
  });
});

test("values are looked through once for the numbers in them, however many expressions read them", () => {
  let reads = 0;
  const params = Object.defineProperty({}, "all", {
    enumerable: true,
    get: () => {
      reads += 1;
      return [2.5];
    },
  });
  const readsAfter = (items: readonly number[]) => {
    for (const item of items)
      expect(worked("[item, 0.5]", { params, pipeline: {}, outputs: {}, more: { item } }).ok).toBe(true);
    return reads;
  };
  expect(readsAfter([1.5, 3.5, 4.5])).toBe(readsAfter([1.5]));
});

test("a name that only some places may read has the same type at all of them", () => {
  for (const names of [...Object.values(OWN_NAMES), ...Object.values(RECEIVED_NAMES)])
    for (const [name, type] of Object.entries(names))
      expect([name, ALL_OWN_NAMES.get(name)]).toEqual([name, type]);
});
