import fc from "fast-check";
import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { layersOf } from "../layout/layers-of.ts";
import { findStacks, MAX_ALIKE } from "./find-stacks.ts";
import { stackedFile } from "./stacked-file.ts";

function fileOf(vertices: readonly string[], edges: readonly string[], layout = "{}"): GraphFile {
  const read = readGraphText(
    `signalbox: 1\nname: g\nvertices: { ${vertices.map((each) => `${each}: {}`).join(", ")} }\nedges: [${edges.join(", ")}]\nlayout: ${layout}\n`,
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const numbered = (word: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${word}-${at + 1}`);

test("many alike vertices of one layer are a stack, named by what they have in common; the others stay", () => {
  const builds = numbered("build", 30);
  const deploys = numbered("deploy", 30);
  const { content } = fileOf(
    ["prepare", ...builds, ...deploys, "report"],
    builds.flatMap((build, at) => [`prepare -> ${build} -> ${deploys[at]} -> report`]),
  );
  expect(findStacks(content).map(({ name, members }) => [name, members.length])).toEqual([
    ["build-*", 30],
    ["deploy-*", 30],
  ]);
  const drawn = stackedFile({ content, layout: new Map() }, findStacks(content));
  expect(drawn.content.vertices.size).toBe(4);
  expect(drawn.content.edges).toHaveLength(3);
});

test.each([
  [numbered("build", MAX_ALIKE), []],
  [[...numbered("build", 20), ...numbered("test", 20)], ["*"]],
  [[..."abcdefghijklmnopqrstuvwxyz"].map((letter) => `deploy-${letter}`), ["deploy-*"]],
  [numbered("1.", 40), ["*.-*"]],
])("the names %j give the stacks %j", (names, expected) => {
  expect(
    findStacks(
      fileOf(
        names.map((name) => `"${name}"`),
        [],
      ).content,
    ).map(({ name }) => name),
  ).toEqual(expected);
});

test("of final steps there is no stack: they have their lane", () => {
  const finals = numbered("clean", 30).map((name) => `${name}: { final: always }`);
  const read = readGraphText(`signalbox: 1\nname: g\nvertices: { A: {}, ${finals.join(", ")} }\nedges: []\n`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(findStacks(read.file.content)).toEqual([]);
});

test("a stack stands where one of its members stood, and the others where they stood", () => {
  const builds = numbered("build", 30);
  const others = numbered("other", 31);
  const chain = others.slice(1).map((name, at) => `${others[at]} -> ${name}`);
  const places = builds.map((name, at) => `${name}: [0, ${at * 100}]`);
  const file = fileOf([...builds, ...others], chain, `{ ${places.join(", ")}, other-2: [300, 500] }`);
  const stacks = findStacks(file.content);
  expect(stacks.map(({ members }) => members)).toEqual([builds]);
  const { layout } = stackedFile(file, stacks);
  expect([...layout.values()]).toEqual([
    { x: 300, y: 500 },
    { x: 0, y: 1_400 },
  ]);
});

test("where most vertices are in stacks, all of them get new places", () => {
  const builds = numbered("build", 30);
  const places = builds.map((name, at) => `${name}: [0, ${at * 100}]`);
  const file = fileOf([...builds, "last"], ["build-1 -> last"], `{ ${places.join(", ")}, last: [300, 0] }`);
  expect(stackedFile(file, findStacks(file.content)).layout.size).toBe(0);
});

const EMPTY = fileOf(["A"], []);

/** Random edges, each from a smaller number to a larger one, so that there is no cycle. */
const EDGES = fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { maxLength: 120 });

test("whatever the edges are, each vertex is drawn once, no edge joins a stack with itself, and there is no cycle", () => {
  fc.assert(
    fc.property(EDGES, fc.integer({ min: 1, max: 3 }), (pairs, words) => {
      const names = Array.from({ length: 60 }, (_, at) => `v${at % words}-${at}`);
      const edges = pairs
        .filter(([one, other]) => one !== other)
        .map(([one, other]) => ({
          tail: names[Math.min(one, other)] ?? "",
          head: names[Math.max(one, other)] ?? "",
        }));
      const vertices = new Map(names.map((name) => [name, {}] as const));
      const file = { ...EMPTY, content: { ...EMPTY.content, vertices, edges } };
      const stacks = findStacks(file.content);
      const members = stacks.flatMap((stack) => stack.members);
      expect(new Set(members).size).toBe(members.length);
      const drawn = stackedFile(file, stacks).content;
      expect(drawn.vertices.size).toBe(names.length - members.length + stacks.length);
      const layers = layersOf([...drawn.vertices.keys()], drawn.edges);
      for (const { tail, head } of drawn.edges) {
        expect(drawn.vertices.has(tail) && drawn.vertices.has(head)).toBe(true);
        expect(layers.get(tail) ?? 0).toBeLessThan(layers.get(head) ?? 0);
      }
    }),
  );
});
