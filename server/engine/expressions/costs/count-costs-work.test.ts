import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { MAX_COST } from "../../cost/cost.ts";
import { type Json, jsonFrom } from "../../json/json.ts";
import { celEnvironment } from "../cel/cel-environment.ts";
import { type Evaluated, evaluateText, type Facts } from "../expression.ts";
import { FUNCTION_COSTS } from "./function-costs.ts";

const factsOf = (call: Json): Facts => ({ params: {}, pipeline: {}, outputs: {}, more: { call } });
const worked = (text: string, call: unknown): Evaluated => evaluateText(text, factsOf(jsonFrom(call)));
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, place) => place + from);
const chained = (step: string, times: number) => `[call]${step.repeat(times)}`;

/** Each costs the square of what it reads, or worse, and reads no more than one call may send. */
const HOSTILE: readonly [string, string, unknown][] = [
  [
    "every entry is looked for in a list",
    "call.items.all(i, i in call.allowed)",
    { items: numbers(20_000), allowed: numbers(20_000) },
  ],
  [
    "texts are looked for in a list",
    "call.items.all(i, i in call.allowed)",
    { items: numbers(9_000).map(String), allowed: numbers(9_000).map(String) },
  ],
  [
    "maps are looked for in a list",
    "call.items.all(i, i in call.allowed)",
    { items: numbers(3_000).map((n) => ({ n })), allowed: numbers(3_000).map((n) => ({ n })) },
  ],
  [
    "whole numbers are looked for among others",
    "call.items.exists(i, i in call.others)",
    { items: numbers(3_000), others: numbers(9_000, 0.5) },
  ],
  [
    "long texts are compared with each other",
    "call.items.all(i, i in call.others || true)",
    { items: Array(1_000).fill(`${"a".repeat(220)}b`), others: Array(1_000).fill(`${"a".repeat(220)}c`) },
  ],
  ["a list is compared in a loop", "call.map(i, call == call + []).size() > 0", numbers(5_000)],
  ["a list is added in a loop", "call.map(i, call + call).size()", numbers(20_000)],
  ["a text is joined in a loop", "call.map(i, call.join('')).size()", numbers(9_000).map(String)],
  ["a text is doubled again and again", `${chained(".map(x, x + x)", 40)}.size()`, "x".repeat(100)],
  ["a list is doubled again and again", `${chained(".map(x, x + x)", 40)}.size()`, [1, 2]],
  ["a list holds itself twice again and again", chained(".map(x, [x, x])", 40), { a: 1 }],
  [
    "lists that hold themselves twice are compared",
    `${chained(".map(x, [x, x])", 25)} == ${chained(".map(x, [x, x])", 25)}`,
    1,
  ],
  ["a large value is put into a list many times", chained(".map(x, [x, x])", 14), numbers(20_000)],
  ["errors are caught by a loop", "call.all(i, i.missing == 1)", numbers(100_000)],
  ["errors are caught by ||", "call.filter(i, i.missing == 1 || true).size()", numbers(100_000)],
  ["an unknown name is read in a loop", "call.all(i, nowhere == 1)", numbers(100_000)],
  ["conditions that are no conditions", "call.all(i, i)", numbers(100_000)],
  [
    "time zones are looked up in a loop",
    "call.all(i, timestamp(i).getHours('Asia/Kolkata') > 30 || true)",
    numbers(9_000),
  ],
  [
    "long texts are converted in a loop",
    "call.items.all(i, int(call.digits) > 0 || timestamp(call.time) == timestamp(call.time) || true)",
    {
      items: numbers(9_000),
      digits: `${"1".repeat(100_000)}x`,
      time: `2024-05-01T10:00:00.${"1".repeat(100_000)}`,
    },
  ],
  ["a duration of digits", "duration(call)", "1".repeat(100_000)],
  [
    "durations of digits in a loop",
    "call.all(i, duration(i) == duration('1s') || true)",
    [...Array(500).fill("1".repeat(90))],
  ],
  [
    "a text is searched in a loop",
    "call.items.all(i, call.text.contains(i) || true)",
    {
      items: numbers(9_000).map(String),
      text: "x".repeat(100_000),
    },
  ],
  [
    "a text that nearly fits everywhere",
    "call.text.indexOf(call.part)",
    {
      text: "a".repeat(150_000),
      part: `b${"a".repeat(50_000)}`,
    },
  ],
  [
    "a text is split in a loop",
    "call.items.map(i, call.text.split('')).size()",
    {
      items: numbers(1_000),
      text: "x".repeat(100_000),
    },
  ],
  [
    "the size of a text in a loop",
    "call.items.map(i, size(call.text)).size()",
    {
      items: numbers(10_000),
      text: "x".repeat(100_000),
    },
  ],
  [
    "bytes in a loop",
    "call.items.map(i, bytes(call.text).base64()).size()",
    {
      items: numbers(10_000),
      text: "x".repeat(100_000),
    },
  ],
  [
    "letters in a loop",
    "call.items.map(i, call.text.upperAscii()).size()",
    {
      items: numbers(10_000),
      text: "x".repeat(100_000),
    },
  ],
  ["a pattern with many states", "call.fits('(a?b?c?d?e?f?g?h?i?j?)*z')", "abcdefghij".repeat(20_000)],
  ["patterns that were received", "call.all(i, 'x'.fits(i) || true)", Array(20_000).fill("[a-c]*?x?y?z?")],
];

describe("an expression that costs too much is given up", () => {
  test.each(HOSTILE)("%s", (_, text, call) => {
    const value = jsonFrom(call);
    // Its parts and its types are read once.
    evaluateText(text, factsOf(null));
    let result: Evaluated | undefined;
    const work = workOf(() => {
      result = evaluateText(text, factsOf(value));
    });
    expect(result).toMatchObject({
      ok: false,
      isMissing: false,
      problem: expect.stringMatching(
        /^`.*`: it takes too much work with these values: its cost is more than /s,
      ),
    });
    expect(work).toBeLessThan(3 * MAX_COST);
  });
});

describe("what is usual costs little", () => {
  test.each<[string, unknown, unknown]>([
    ["call.filter(i, i.state == 'open' && i.size > 100).map(i, i.name)", orders(5_000), undefined],
    ["call.all(i, i.name in ['a', 'b', 'c'] || i.size >= 0)", orders(5_000), true],
    ["call.items.all(i, i in call.allowed)", { items: numbers(1_000), allowed: numbers(1_000) }, true],
    ["call.map(i, string(i) + '!').join(', ').size() > 5", numbers(5_000), true],
    ["duration(call) > duration('1h')", "1h30m", true],
    ["call.fits('[a-z]{1,60}(-[a-z]{1,60})*')", "abc-def-ghi".repeat(50), true],
  ])("%s", (text, call, wanted) => {
    const result = worked(text, call);
    expect(result.ok).toBe(true);
    if (wanted !== undefined) expect(result).toMatchObject({ value: wanted });
  });

  function orders(count: number) {
    return numbers(count).map((size) => ({ name: `order ${size}`, state: size % 2 ? "open" : "done", size }));
  }
});

test("the cost is the same each time, whether a value is kept or worked out", () => {
  const params = {};
  const facts = { ...factsOf(jsonFrom(numbers(4_000))), params };
  const text = "call.map(i, i * 2).filter(i, i > 7).size()";
  expect(evaluateText(text, facts)).toEqual(evaluateText(text, facts));
  const over = { ...factsOf(jsonFrom(numbers(400_000))), params };
  expect(evaluateText(text, over)).toEqual(evaluateText(text, over));
  expect(evaluateText(text, over).ok).toBe(false);
  expect(evaluateText(text, facts)).toMatchObject({ ok: true, value: 3_996 });
});

test("a value that changed is worked out again, also under the same name", () => {
  const params = {};
  const text = "call.filter(i, i > 10).size()";
  const sizes = [5_000, 6_000, 5_000].map((count) =>
    evaluateText(text, { ...factsOf(numbers(count)), params }),
  );
  expect(sizes).toMatchObject([{ value: 4_989 }, { value: 5_989 }, { value: 4_989 }]);
});

test("whatever is asked of whatever list: the work is bounded by the limit", () => {
  const condition = fc.constantFrom(
    "i in call",
    "i == call",
    "call == [i]",
    "i.x == 1 || call.size() > 3",
    "string(i).size() > 2",
    "call.join('').contains('7')",
    "[call, call] == [call, [i]]",
    "call + call == [i]",
  );
  const step = fc.oneof(
    condition.map((each) => `.filter(i, ${each})`),
    condition.map((each) => `.filter(i, ${each} || true)`),
    fc.constantFrom(
      ".map(i, i)",
      ".map(i, [i, i])",
      ".map(i, {'a': i})",
      ".map(i, call)",
      ".map(i, string(i))",
    ),
  );
  const value = fc.constantFrom<Json>(
    numbers(3_000),
    numbers(3_000).map(String),
    numbers(500).map((n) => [n, [n]]),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), value, (steps, call) => {
      const facts = factsOf(call);
      const text = `call${steps.join("")}`;
      evaluateText(text, factsOf(null));
      expect(workOf(() => evaluateText(text, facts))).toBeLessThan(3 * MAX_COST);
    }),
    { numRuns: 12 },
  );
});

test("the library has no function whose cost is not known", () => {
  const { functions } = celEnvironment(false).getDefinitions();
  // An optional value cannot be made; the others are refused when an expression is read.
  const refused = ["matches", "bind", "json"];
  const unknown = functions
    .filter(({ receiverType }) => !/^optional\b|^OptionalNamespace$/.test(receiverType ?? ""))
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(FUNCTION_COSTS, name) && !refused.includes(name));
  expect(unknown).toEqual([]);
  for (const text of ["'a'.matches('a')", "cel.bind(x, 1, x)", "bytes('1').json()"])
    expect(evaluateText(text, factsOf(null))).toMatchObject({
      ok: false,
      problem: expect.stringContaining("is not available"),
    });
});

test("a value of a new shape leaves nothing behind: it is no more work than one of a known shape", () => {
  const nested = (shape: number): Json =>
    numbers(20).reduce<Json>((inner, level) => ((shape >> level) % 2 ? [inner] : new Map([["a", inner]])), 1);
  const workFor = (value: Json) => workOf(() => evaluateText("call == 1", factsOf(value)));
  for (let shape = 0; shape < 300; shape += 1) workFor(nested(shape * 3_503));
  const shape = nested(0b1010_0110_0101_1010_1100);
  const first = workFor(shape);
  expect(first).toBeLessThan(workFor(structuredClone(shape)) + 100);
});
