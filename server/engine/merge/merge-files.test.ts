import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsOf } from "../check/findings.ts";
import { canonicalJson } from "../graph-file/canonical-json.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import { graphFileJson } from "../graph-file/graph-file-json.ts";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { type GraphFile, headerOf } from "../model/graph-content.ts";
import { arbitraryChanges } from "./arbitrary-changes-for-test.ts";
import { decisionFor, type MergeChoices, type MergeConflict, NO_CHOICES, type Side } from "./conflict.ts";
import { mergeFiles, sharedWith } from "./merge-files.ts";
import { ownNames, withNames } from "./names.ts";
import { withSharedNames } from "./shared-names.ts";
import { standingChoices } from "./standing-choices.ts";

function graph(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  return read.file;
}

const jsonOf = (file: GraphFile) => canonicalJson(graphFileJson(file));
const RUNS = { numRuns: 400 };

describe("whatever two people change", () => {
  test("a merge with no change gives the other's file, and a merge of the same gives it", () => {
    fc.assert(
      fc.property(arbitraryChanges, ({ base, mine, theirs }) => {
        for (const [one, other, wanted] of [
          [mine, base, mine],
          [base, theirs, theirs],
          [mine, mine, mine],
        ] as const) {
          const { file, conflicts } = mergeFiles(base, one, other);
          expect(conflicts).toEqual([]);
          expect(jsonOf(file)).toBe(jsonOf(wanted));
        }
      }),
      RUNS,
    );
  });

  test("changes without a conflict can be merged from either side", () => {
    fc.assert(
      fc.property(arbitraryChanges, ({ base, mine, theirs }) => {
        const one = mergeFiles(base, mine, theirs);
        const other = mergeFiles(base, theirs, mine);
        // What both added under one name, or gave two names, is called otherwise on the other side.
        if (Object.values(ownNames(base, [mine], theirs)).some(({ size }) => size > 0)) return;
        const asked = (conflicts: readonly MergeConflict[]) =>
          conflicts.map(({ id, path }) => (path[0] === "name" ? "name" : id)).toSorted();
        expect(asked(other.conflicts)).toEqual(asked(one.conflicts));
        if (one.conflicts.length > 0) return;
        expect([...leavesOf(other.file)].toSorted()).toEqual([...leavesOf(one.file)].toSorted());
      }),
      RUNS,
    );
  });

  test("each change of each side is in the result, or its place is a conflict", () => {
    fc.assert(
      fc.property(arbitraryChanges, ({ base, mine, theirs }) => {
        const { file, conflicts } = mergeFiles(base, mine, theirs);
        // By the names that things have in the result.
        const own = withNames(mine, ownNames(base, [mine], theirs));
        const notes = { choices: NO_CHOICES, conflicts: [], isStep: false };
        const named = withSharedNames(notes, { base, mine: own, theirs });
        const [was, now] = [leavesOf(named.base), leavesOf(file)];
        const sides = [leavesOf(named.mine), leavesOf(named.theirs)] as const;
        for (const side of sides)
          for (const place of new Set([...was.keys(), ...side.keys()])) {
            if (was.get(place) === side.get(place) || now.get(place) === side.get(place)) continue;
            const isOfBoth = sides.every((each) => each.get(place) !== was.get(place));
            // A text of both is merged by lines: see the test of it.
            const isMergedText = isOfBoth && /"(script|description)"\]$/.test(place);
            const isAsked = conflicts.some((conflict) => isAbout(conflict, place));
            expect([place, isMergedText || isAsked]).toEqual([place, true]);
          }
      }),
      RUNS,
    );
  });

  test("with any choices the result can be saved, and what was chosen is in it", () => {
    const coins = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(arbitraryChanges, coins, ({ base, mine, theirs }, coin) => {
        const { conflicts } = mergeFiles(base, mine, theirs);
        const choices: MergeChoices = new Map(
          conflicts.map(({ id }, place): [string, Side] => [id, coin[place % 12] ? "mine" : "theirs"]),
        );
        const resolved = mergeFiles(base, mine, theirs, choices);
        const json = graphFileJson(resolved.file);
        const read = parseGraphFile(json);
        expect(read.ok && canonicalJson(graphFileJson(read.file))).toBe(canonicalJson(json));
        const codes = findingsOf(resolved.file.content).map(({ code }) => code);
        expect(codes).not.toContain("edge-unknown-vertex");
        expect(codes).not.toContain("edge-duplicate");
        const now = leavesOf(resolved.file);
        for (const { id, subject, path, ...values } of resolved.conflicts) {
          if (path.length > 1 || subject.is === "edge") continue;
          const chosen = values[choices.get(id) ?? "mine"];
          if (subject.is === "frame" || subject.is === "note") {
            const said = saidIn(resolved.file, subject);
            // A frame whose vertices are gone goes with them.
            if (said !== undefined && path.length === 1) expect(said).toBe(chosen);
            continue;
          }
          const place = placeOf(subject, path.length === 0 ? ["is there"] : path);
          if (path.length === 0 && subject.is === "vertex") expect(now.has(place)).toBe(chosen !== undefined);
          if (path.length === 1 && (chosen === undefined || typeof chosen === "string"))
            expect(now.get(place)).toBe(chosen === undefined ? undefined : canonicalJson(chosen));
        }
      }),
      RUNS,
    );
  });

  test("sharing objects with the base changes nothing", () => {
    fc.assert(
      fc.property(arbitraryChanges, ({ base, mine }) => {
        const parsed = parseGraphFile(graphFileJson(mine));
        if (!parsed.ok) return;
        const shared = sharedWith(base, parsed.file);
        expect(jsonOf(shared)).toBe(jsonOf(mine));
        for (const [name, spec] of shared.content.vertices)
          if (canonicalJson(spec) === canonicalJson(base.content.vertices.get(name) ?? null))
            expect(spec).toBe(base.content.vertices.get(name));
      }),
      { numRuns: 100 },
    );
  });
});

describe("two people", () => {
  const base = graph('vertices: { A: { script: "a\\nb\\nc\\n" }, B: {}, C: {} }\nedges: [A -> B]');

  test("change other fields of one vertex, other lines of one script and other edges: all of it is merged", () => {
    const mine = graph(
      'description: d\nvertices: { A: { script: "A\\nb\\nc\\n" }, B: { timeout: 1m }, C: {} }\nedges: [A -> B, B -> C]',
    );
    const theirs = graph(
      'vertices: { A: { script: "a\\nb\\nC\\n" }, B: { join: any }, C: {}, D: {} }\nedges: [A -> B, A -> C]',
    );
    const { file, conflicts } = mergeFiles(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(jsonOf(file)).toBe(
      jsonOf(
        graph(
          'description: d\nvertices: { A: { script: "A\\nb\\nC\\n" }, B: { timeout: 1m, join: any }, C: {}, D: {} }\nedges: [A -> B, B -> C, A -> C]',
        ),
      ),
    );
  });

  test("remove and change one vertex: a person decides, and its edges go with it", () => {
    const mine = graph("vertices: { A: {}, C: {} }");
    const theirs = graph(
      'vertices: { A: { script: "a\\nb\\nc\\n" }, B: {}, C: {} }\nedges: [A -> B, B -> C]',
    );
    const { conflicts, file } = mergeFiles(base, mine, theirs);
    expect(conflicts).toMatchObject([{ subject: { is: "vertex", name: "B" }, path: [], mine: undefined }]);
    expect([...file.content.vertices.keys()]).toEqual(["A", "C"]);
    const chosen = new Map(conflicts.map(({ id }): [string, Side] => [id, "theirs"]));
    const kept = mergeFiles(base, mine, theirs, chosen).file;
    expect([...kept.content.vertices.keys()]).toEqual(["A", "B", "C"]);
    expect(kept.content.edges).toEqual([
      { tail: "A", head: "B" },
      { tail: "B", head: "C" },
    ]);
  });

  test("choose another revision of a child graph: the digest of one never stands beside the number of the other", () => {
    const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
    const child = (revision: number, pinned: string | null) =>
      graph(
        `vertices: { A: { kind: graph, graph: { name: c, revision: ${revision}${pinned === null ? "" : `, digest: "${digest(pinned)}"`} } } }`,
      );
    const { conflicts, file } = mergeFiles(child(1, "0"), child(2, null), child(3, "3"));
    expect(conflicts).toMatchObject([{ path: ["graph"] }]);
    expect(file.content.vertices.get("A")?.graph).toEqual({ name: "c", revision: 2 });
    // The server pins what was saved without a digest.
    expect(mergeFiles(child(1, null), child(2, null), child(1, "0")).conflicts).toEqual([]);
  });
});

describe("a decision about a vertex that one removed and to which the other drew edges", () => {
  const base = graph("vertices: { A: {}, B: {}, C: {} }");
  const removed = graph("vertices: { A: {}, C: {} }");
  const drawn = (edges: string) => graph(`vertices: { A: {}, B: {}, C: {} }\nedges: [${edges}]`);
  const isDecided = (side: Side, before: GraphFile, now: GraphFile) => {
    const decisions = new Map(
      mergeFiles(base, removed, before).conflicts.map((each) => [each.id, decisionFor(each, side)]),
    );
    expect(decisions.size).toBe(1);
    return standingChoices(decisions, mergeFiles(base, removed, now).conflicts).size === 1;
  };

  test("stands while the edges that go with it are those that were there", () => {
    expect(isDecided("mine", drawn("A -> B"), drawn("A -> B"))).toBe(true);
    expect(isDecided("mine", drawn("A -> B"), drawn("A -> B, A -> C"))).toBe(true);
    expect(isDecided("theirs", drawn("A -> B"), drawn("A -> B, B -> C"))).toBe(true);
  });

  test("is to be made again after another edge was drawn that would go with it, or one was changed", () => {
    expect(isDecided("mine", drawn("A -> B"), drawn("A -> B, B -> C"))).toBe(false);
    expect(isDecided("mine", drawn("A -> B"), drawn("{ tail: A, head: B, when: always }"))).toBe(false);
  });
});

/** Each single place of a file with its value as text. */
function leavesOf(file: GraphFile): Map<string, string> {
  const leaves = new Map<string, string>();
  const add = (subject: MergeConflict["subject"], path: readonly string[], value: unknown) => {
    const isWhole = path.length === 1 && ["retry", "graph"].includes(path[0] ?? "");
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !isWhole)
      for (const [key, each] of Object.entries(value)) add(subject, [...path, key], each);
    else if (value !== undefined) leaves.set(placeOf(subject, path), canonicalJson(value));
  };
  add({ is: "graph" }, [], headerOf(file.content));
  for (const [name, spec] of file.content.vertices) {
    leaves.set(placeOf({ is: "vertex", name }, ["is there"]), "yes");
    add({ is: "vertex", name }, [], spec);
  }
  for (const { tail, head, ...spec } of file.content.edges)
    leaves.set(placeOf({ is: "edge", tail, head }, []), canonicalJson(spec));
  return leaves;
}

/** The title of a frame or the text of a note; undefined where it is not there or has none. */
function saidIn({ annotations }: GraphFile, { is, name }: { is: "frame" | "note"; name: string }) {
  return is === "frame" ? annotations?.frames.get(name)?.title : annotations?.notes.get(name)?.text;
}

function placeOf(subject: MergeConflict["subject"], path: readonly string[]): string {
  return JSON.stringify([subject, ...path]);
}

/** Whether a conflict asks about a place: it is of it or of what is around it, or of a vertex at an end of the edge. */
function isAbout({ subject, path }: MergeConflict, place: string): boolean {
  const [about, ...at] = JSON.parse(place) as [MergeConflict["subject"], ...string[]];
  if (about.is === "edge" && subject.is === "vertex" && path.length === 0)
    return subject.name === about.tail || subject.name === about.head;
  return JSON.stringify(about) === JSON.stringify(subject) && path.every((each, step) => each === at[step]);
}
