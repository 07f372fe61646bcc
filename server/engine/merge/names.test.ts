import { describe, expect, test } from "vitest";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { writeGraphText } from "../graph-file/write-graph-text.ts";
import type { GraphFile } from "../model/graph-content.ts";
import type { Side } from "./conflict.ts";
import { mergeFiles, withoutTheirs } from "./merge-files.ts";
import { UNKNOWN_BASE } from "./names.ts";

function graph(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  return read.file;
}

const textOf = (text: string) => writeGraphText(graph(text));
const merged = (base: string, mine: string, theirs: string) =>
  mergeFiles(graph(base), graph(mine), graph(theirs));

describe("two vertices that two people added under one name", () => {
  const base = "vertices: { A: {} }\nlayout: { A: [0, 0] }";
  const theirs = `vertices: { A: {}, D: { kind: approval, prompt: { title: go? } } }
edges: [A -> D]
layout: { A: [0, 0], D: [300, 0] }`;

  test("are both kept: mine gets another name, and what reads it, its edges and its frame follow", () => {
    const { file, conflicts, names } = merged(
      base,
      `vertices:
  A: {}
  D: { script: drop, outputs: { x: { type: string } } }
  E: { inputs: { x: { type: string, from: outputs.D.x } } }
edges: [A -> D, D -> E]
layout: { A: [0, 0], D: [300, 100], E: [600, 100] }
frames: { f: { vertices: [D, E] } }`,
      theirs,
    );
    expect(conflicts).toEqual([]);
    expect(writeGraphText(file)).toBe(
      textOf(`vertices:
  A: {}
  D-2: { script: drop, outputs: { x: { type: string } } }
  E: { inputs: { x: { type: string, from: outputs.D-2.x } } }
  D: { kind: approval, prompt: { title: go? } }
edges: [A -> D-2, D-2 -> E, A -> D]
layout: { A: [0, 0], D-2: [300, 100], E: [600, 100], D: [300, 0] }
frames: { f: { vertices: [D-2, E] } }`),
    );
    expect([...names.vertices]).toEqual([["D", "D-2"]]);
  });

  test("are one where they are the same, but for the digest that the server adds to a child graph", () => {
    const child = (digest: string) =>
      `vertices: { A: {}, D: { kind: graph, graph: { name: c, revision: 1${digest} } } }`;
    const pinned = child(`, digest: "sha256:${"0".repeat(64)}"`);
    const { file, conflicts } = merged("vertices: { A: {} }", child(""), pinned);
    expect(conflicts).toEqual([]);
    expect(writeGraphText(file)).toBe(textOf(pinned));
  });

  test("are one where nobody knows what both began with: each difference is asked for", () => {
    const { file, conflicts } = mergeFiles(
      { ...UNKNOWN_BASE, content: { ...UNKNOWN_BASE.content, name: "renamed" } },
      graph("vertices: { D: { script: a } }"),
      graph("vertices: { D: { script: b } }"),
    );
    expect(conflicts).toMatchObject([{ path: ["script"], mine: "a", theirs: "b" }]);
    expect([...file.content.vertices.keys()]).toEqual(["D"]);
  });
});

describe("a vertex that one of two people renamed", () => {
  const drawn = (name: string, fields = "script: deploy.sh", more = "") => `
vertices: { S: {}, ${name}: { ${fields}, outputs: { x: { type: string } } }, T: { inputs: { x: { type: string, from: outputs.${name}.x } } } }
edges: [S -> ${name}, ${name} -> T${more}]
layout: { S: [0, 0], ${name}: [300, 0], T: [600, 0] }`;
  const changed = "script: deploy.sh, timeout: 5m";

  test("has the new name and what the other changed, whoever of both merges", () => {
    for (const [mine, theirs, names] of [
      [drawn("A", changed), drawn("release"), [["A", "release"]]],
      [drawn("release"), drawn("A", changed), []],
    ] as const) {
      const { file, conflicts, names: found } = merged(drawn("A"), mine, theirs);
      expect(conflicts).toEqual([]);
      expect(writeGraphText(file)).toBe(textOf(drawn("release", changed)));
      expect([...found.vertices]).toEqual(names);
    }
  });

  test("is removed where the other removed it only by a decision, whoever of both merges", () => {
    const gone = "vertices: { S: {}, T: {} }\nlayout: { S: [0, 0], T: [600, 0] }";
    for (const [mine, theirs, keeps] of [
      [gone, drawn("release"), "theirs"],
      [drawn("release"), gone, "mine"],
    ] as const) {
      const files = [graph(drawn("A")), graph(mine), graph(theirs)] as const;
      const { conflicts } = mergeFiles(...files);
      const asked = conflicts.filter(({ path }) => path.length === 0);
      expect(asked).toMatchObject([{ subject: { is: "vertex", name: "release" } }]);
      for (const side of ["mine", "theirs"] as const) {
        const choices = new Map(conflicts.map(({ id }): [string, Side] => [id, side]));
        const { vertices, edges } = mergeFiles(...files, choices).file.content;
        expect(vertices.has("release")).toBe(side === keeps);
        expect(edges).toHaveLength(side === keeps ? 2 : 0);
      }
    }
  });

  test("is asked for its name where both renamed it, and is there once", () => {
    const files = [graph(drawn("A")), graph(drawn("mine")), graph(drawn("theirs"))] as const;
    const { conflicts } = mergeFiles(...files);
    expect(conflicts).toMatchObject([{ path: ["name"], base: "A", mine: "mine", theirs: "theirs" }]);
    for (const side of ["mine", "theirs"] as const) {
      const choices = new Map(conflicts.map(({ id }): [string, Side] => [id, side]));
      expect(writeGraphText(mergeFiles(...files, choices).file)).toBe(textOf(drawn(side)));
    }
  });

  test("is one where both gave it the same name, and one of them went on", () => {
    const { file, conflicts } = merged(drawn("A"), drawn("release", changed), drawn("release"));
    expect(conflicts).toEqual([]);
    expect(writeGraphText(file)).toBe(textOf(drawn("release", changed)));
  });

  test("has its old name again, and no other vertex, where a merged renaming is taken out", () => {
    const [base, theirs] = [graph(drawn("A")), graph(drawn("release"))];
    const file = withoutTheirs(graph(drawn("release", changed)), base, theirs);
    expect(writeGraphText(file)).toBe(textOf(drawn("A", changed)));
  });
});
