import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateText, type Facts } from "../expressions/expression.ts";
import { type NewName, withRenamedReferences } from "./renamed-references.ts";

/** A vertex under another name. */
const vertex =
  (from: string, to: string): NewName =>
  ([root, name, ...rest]) =>
    (root === "outputs" || root === "callbacks") && name === from && rest.length === 0 ? to : null;
const param =
  (from: string, to: string): NewName =>
  ([root, name, ...rest]) =>
    root === "params" && name === from && rest.length === 0 ? to : null;
const output =
  (of: string, from: string, to: string): NewName =>
  (path) =>
    path.join("\n") === `outputs\n${of}\n${from}` ? to : null;

const renamed = (text: string, newName: NewName) => {
  const now = withRenamedReferences(text, newName);
  return now.ok ? now.text : null;
};

describe("a vertex build that is renamed to compile", () => {
  test.each([
    ["outputs.build.tag", "outputs.compile.tag"],
    ['outputs["build"].tag', 'outputs["compile"].tag'],
    ["outputs['build'].tag", "outputs['compile'].tag"],
    ['outputs[ r"build" ].tag', 'outputs[ r"compile" ].tag'],
    ["outputs['bu\\x69ld'].tag", "outputs['compile'].tag"],
    ["callbacks.build", "callbacks.compile"],
    ["outputs.build == {}", "outputs.compile == {}"],
    ["has(outputs.build.tag) ? outputs.build.tag:'x'", "has(outputs.compile.tag) ? outputs.compile.tag:'x'"],
    [
      "  outputs . build\n\t.tag // build of outputs.build\n",
      "  outputs . compile\n\t.tag // build of outputs.build\n",
    ],
    ["outputs.build2.tag + outputs.build.tag", "outputs.build2.tag + outputs.compile.tag"],
    ["outputs.build.build + outputs.a.build", "outputs.compile.build + outputs.a.build"],
    ["'outputs.build.tag' + outputs.build.tag", "'outputs.build.tag' + outputs.compile.tag"],
    ['"build" in outputs.a ? params.build : build', '"build" in outputs.a ? params.build : build'],
    [
      "outputs.a.list.map(build, build + outputs.build.tag)",
      "outputs.a.list.map(build, build + outputs.compile.tag)",
    ],
    ["{'outputs': 1}.outputs", "{'outputs': 1}.outputs"],
    [
      "[outputs.build.tag, {'build': -outputs.build.n}]",
      "[outputs.compile.tag, {'build': -outputs.compile.n}]",
    ],
    ["outputs.build-up.n - outputs.build.n", "outputs.build-up.n - outputs.compile.n"],
    ["(outputs).build.tag", "(outputs).compile.tag"],
  ])("%s reads %s", (text, wanted) => {
    expect(renamed(text, vertex("build", "compile"))).toBe(wanted);
  });
});

describe("names that need another form", () => {
  test.each([
    ["outputs.build.tag", "build", "my vertex", "outputs['my vertex'].tag"],
    ["outputs . build.tag", "build", "my vertex", "outputs ['my vertex'].tag"],
    ["has(outputs.build.tag)", "build", "Überzug", "has(outputs['Überzug'].tag)"],
    ["outputs.build.tag", "build", "back-up", "outputs.back-up.tag"],
    ["outputs.build.tag", "build", "in", "outputs['in'].tag"],
    ["outputs.build.tag", "build", "1.2", "outputs['1.2'].tag"],
    ["outputs['my vertex'].tag", "my vertex", "build", "outputs.build.tag"],
    ['outputs["my vertex"].tag', "my vertex", "build", 'outputs["build"].tag'],
    ["outputs.back-up.tag", "back-up", "my vertex", "outputs['my vertex'].tag"],
    ["outputs.back-up.n-1", "back-up", "b", "outputs.b.n-1"],
    // `outputs.b-1` is the vertex `b-1`.
    ["outputs['my vertex']-1", "my vertex", "b", "outputs['b']-1"],
    ["outputs['my vertex']-1", "my vertex", "back-up", "outputs['back-up']-1"],
  ])("%s with %s as %s is %s", (text, from, to, wanted) => {
    expect(renamed(text, vertex(from, to))).toBe(wanted);
  });

  test("what has no form with the new name is left to a person", () => {
    expect(renamed("has(params.env)", param("env", "in"))).toBeNull();
    expect(renamed("has(outputs // which\n . // one\n build.tag)", vertex("build", "my vertex"))).toBeNull();
    expect(renamed("outputs.build +", vertex("build", "compile"))).toBeNull();
  });
});

test("a param is renamed where it is read, and not where a loop declares the name", () => {
  const now = param("env", "stage");
  expect(renamed("params.env + params['env'] + outputs.env.env", now)).toBe(
    "params.stage + params['stage'] + outputs.env.env",
  );
  expect(renamed("[{'env': 1}].map(params, params.env)[0] + params.env", now)).toBe(
    "[{'env': 1}].map(params, params.env)[0] + params.stage",
  );
  expect(renamed("params.list.filter(params, params.env == 1)", param("list", "all"))).toBe(
    "params.all.filter(params, params.env == 1)",
  );
  expect(renamed("'env' in params && 'env' in params.env", now)).toBe(
    "'stage' in params && 'env' in params.stage",
  );
});

test("an output is renamed for its vertex only", () => {
  expect(renamed("outputs.a.tag + outputs.b.tag + outputs['a']['tag']", output("a", "tag", "v"))).toBe(
    "outputs.a.v + outputs.b.tag + outputs['a']['v']",
  );
  expect(renamed("has(outputs.a.tag) && 'tag' in outputs.a", output("a", "tag", "v"))).toBe(
    "has(outputs.a.v) && 'v' in outputs.a",
  );
});

const NAMES = ["build", "build2", "b", "a", "my vertex", "back-up", "Ü", "in", "1.2"] as const;
const name = fc.constantFrom(...NAMES);
const key = fc.constantFrom("n", "m", "build");
const gap = fc.constantFrom("", " ", "\n", " // outputs.build\n");
const access = fc.tuple(name, key, fc.constantFrom(".", "'", '"'), gap).map(([of, field, form, space]) => {
  const isPlain = /^[A-Za-z]\w*$/.test(of) && of !== "in";
  const quote = form === "." || isPlain ? '"' : form;
  const root = of.includes("-")
    ? "outputs.back-up"
    : isPlain && form === "."
      ? `outputs${space}.${of}`
      : `outputs[${quote}${of}${quote}]`;
  return `${root}${space}.${field}`;
});
/** Expressions as people and generators write them: odd spaces, comments, texts and loop variables that look alike. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    access,
    access.map((text) => `(has(${text.replace(/\s|\/\/.*\n/g, "")}) ? ${text} : 0)`),
    fc.constantFrom("1", "params.build", "size('outputs.build.n')"),
    fc
      .tuple(tie("expression"), fc.constantFrom("+", " - ", "\n*"), tie("expression"))
      .map((parts) => parts.join("")),
    fc
      .tuple(tie("expression"), tie("expression"))
      .map(([one, other]) => `[${one}].map(build, build + ${other})[0]`),
    tie("expression").map((inner) => `{'build': ${inner}}['build']`),
  ),
}));
const FACTS: Facts = {
  params: { build: 7 },
  pipeline: {},
  outputs: Object.fromEntries(NAMES.map((each, at) => [each, { n: at, m: at * 10, build: at * 100 }])),
};

test("an expression has the same value after a name and the values under it are renamed, and the same text after the way back", () => {
  fc.assert(
    fc.property(
      expression,
      name,
      fc.constantFrom("new", "new one", "new-1", "true", "ñ"),
      (text, from, to) => {
        const there = withRenamedReferences(text, vertex(from, to));
        if (!there.ok) throw new Error(`not renamed: ${text}`);
        const outputs = Object.fromEntries(
          Object.entries(FACTS.outputs).map(([each, values]) => [each === from ? to : each, values]),
        );
        const before = evaluateText(text, FACTS);
        const after = evaluateText(there.text, { ...FACTS, outputs });
        expect(after.ok ? after.value : "broken", there.text).toEqual(before.ok ? before.value : "broken");
        expect(renamed(there.text, vertex(to, from))).toBe(text);
      },
    ),
    { numRuns: 300 },
  );
});
