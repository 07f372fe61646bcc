import fc from "fast-check";
import { expect, test } from "vitest";
import type { EdgeSpec, GraphFile } from "../model/graph-content.ts";
import { mergeFiles } from "./merge-files.ts";
import { NO_NAMES, withNames } from "./names.ts";

/** A change that adds, renames, writes or removes a vertex. Each script is written once, so that it tells what a vertex is. */
type Step = {
  readonly does: "add" | "rename" | "write" | "remove";
  readonly at: number;
  readonly to: string;
};

function fileOf(scripts: ReadonlyMap<string, string>, edges: readonly EdgeSpec[]): GraphFile {
  const vertices = new Map([...scripts].map(([name, script]) => [name, { script }]));
  const layout = new Map([...scripts.keys()].map((name, place) => [name, { x: place * 100, y: 0 }]));
  return { content: { signalbox: 1, name: "g", vertices, edges }, layout };
}

const BASE = fileOf(
  new Map([
    ["A", "a"],
    ["B", "b"],
    ["C", "c"],
  ]),
  [
    { tail: "A", head: "B" },
    { tail: "B", head: "C" },
  ],
);

function changed(steps: readonly Step[], who: string): GraphFile {
  return steps.reduce((file, { does, at, to }, number) => {
    const { content } = file;
    const names = [...content.vertices.keys()];
    const name = names[at % names.length] ?? "";
    const vertices = new Map(content.vertices);
    const layout = new Map(file.layout);
    const script = `${who} ${number}`;
    if (does === "write")
      return { content: { ...content, vertices: vertices.set(name, { script }) }, layout };
    if (does === "remove") {
      if (names.length < 3) return file;
      vertices.delete(name);
      layout.delete(name);
      const edges = content.edges.filter(({ tail, head }) => tail !== name && head !== name);
      return { content: { ...content, vertices, edges }, layout };
    }
    if (names.includes(to)) return file;
    if (does === "rename") return withNames(file, { ...NO_NAMES, vertices: new Map([[name, to]]) });
    vertices.set(to, { script });
    layout.set(to, { x: at, y: 900 });
    return { content: { ...content, vertices, edges: [...content.edges, { tail: name, head: to }] }, layout };
  }, BASE);
}

const stepsTo = (...names: readonly string[]) =>
  fc.array(
    fc.record({
      does: fc.constantFrom("add", "rename", "write", "remove"),
      at: fc.nat(9),
      to: fc.constantFrom(...names),
    }),
    { minLength: 1, maxLength: 3 },
  );

const scriptsOf = ({ content }: GraphFile) =>
  [...content.vertices.values()].map(({ script }) => script ?? "");
const ofBase = new Set(scriptsOf(BASE));

function merged(ofMine: readonly Step[], ofTheirs: readonly Step[]) {
  const [mine, theirs] = [changed(ofMine, "mine"), changed(ofTheirs, "theirs")];
  const { file, conflicts } = mergeFiles(BASE, mine, theirs);
  return { mine: scriptsOf(mine), theirs: scriptsOf(theirs), file, scripts: scriptsOf(file), conflicts };
}

test("whatever two people add, rename, write and remove, each edge has its vertices, and without a conflict nothing new is lost and nothing is there twice", () => {
  const steps = stepsTo("A", "B", "C", "D", "E", "F", "G", "H");
  fc.assert(
    fc.property(steps, steps, (ofMine, ofTheirs) => {
      const { mine, theirs, file, scripts, conflicts } = merged(ofMine, ofTheirs);
      const { vertices, edges } = file.content;
      for (const { tail, head } of edges)
        expect([vertices.has(tail), vertices.has(head)]).toEqual([true, true]);
      if (conflicts.length > 0) return;
      for (const script of [...mine, ...theirs]) if (!ofBase.has(script)) expect(scripts).toContain(script);
      expect(new Set(scripts).size).toBe(scripts.length);
    }),
    { numRuns: 400 },
  );
});

test("what one of them removed is gone, and what neither removed is there, or there is a conflict", () => {
  // The name of a vertex of the base is given to no other.
  const steps = stepsTo("D", "E", "F", "G", "H");
  fc.assert(
    fc.property(steps, steps, (ofMine, ofTheirs) => {
      const { mine, theirs, scripts, conflicts } = merged(ofMine, ofTheirs);
      if (conflicts.length > 0) return;
      const wanted = [...ofBase].filter((script) => mine.includes(script) && theirs.includes(script));
      expect(scripts.filter((script) => ofBase.has(script)).toSorted()).toEqual(wanted);
    }),
    { numRuns: 400 },
  );
});
