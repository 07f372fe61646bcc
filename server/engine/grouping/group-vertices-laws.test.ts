import fc from "fast-check";
import { expect, test } from "vitest";
import { runGrouped, runScripted, type Script } from "#testing/engine/grouped-run.ts";
import { findingsOf } from "../check/findings.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import { graphFileJson } from "../graph-file/graph-file-json.ts";
import type { GraphContent, GraphFile } from "../model/graph-content.ts";
import { drawn } from "./drawn-group-for-test.ts";
import { groupVertices } from "./group-vertices.ts";

const VERTEX = "group";
const errorsOf = (content: GraphContent) =>
  findingsOf(content).flatMap(({ level, code }) => (level === "error" ? [code] : []));

const group = (file: GraphFile, vertices: readonly string[]) =>
  groupVertices(file, { vertices, graph: "child", vertex: VERTEX });

test("what runs in a grouped graph, with which values and to which end, is what ran before, also after failures", () => {
  let made = 0;
  fc.assert(
    fc.property(drawn, ({ file, inside, results }) => {
      const grouped = group(file, inside);
      if (!grouped.ok || errorsOf(file.content).length > 0) return;
      made += 1;
      for (const side of [grouped.child, grouped.parent]) {
        expect(errorsOf(side.content)).toEqual([]);
        expect(parseGraphFile(graphFileJson(side))).toMatchObject({ ok: true });
      }
      // What runs beside the group may begin or not, as the difference says.
      const isTold = grouped.differences.some(({ about }) => about === "failure-beside");
      const script: Script = isTold ? (name) => ({ ...results(name), fails: false }) : results;
      const one = runScripted(file.content, { p: 3 }, script);
      if (isTold && one.state !== "succeeded") return;
      const other = runGrouped(grouped, VERTEX, { p: 3 }, script);
      expect([...other.scripts].sort()).toEqual([...one.scripts].sort());
      expect(other.undone).toEqual(one.undone);
      // Where nothing has to be undone, the end of a graph that would be undone is another one, as a difference says.
      if (one.undone.size === 0 && grouped.differences.some(({ about }) => about === "undo")) return;
      expect(other.state).toBe(one.state);
      for (const [name, state] of Object.entries(one.states))
        if (!inside.includes(name)) expect([name, other.states[name]]).toEqual([name, state]);
    }),
    { numRuns: 150 },
  );
  expect(made).toBeGreaterThan(20);
});

test("of any selection: each reason names vertices that are there, and the same reasons come again", () => {
  fc.assert(
    fc.property(drawn, fc.array(fc.nat(9)), ({ file }, places) => {
      const names = [...file.content.vertices.keys()];
      const inside = places.flatMap((place) => names[place] ?? []);
      const grouped = group(file, inside);
      expect(group(file, [...inside].reverse())).toEqual(grouped);
      if (grouped.ok) return;
      expect(grouped.reasons.length).toBeGreaterThan(0);
      for (const { text, vertices } of grouped.reasons) {
        expect(text).toMatch(/^\S.*\.$/s);
        for (const name of vertices) expect(names).toContain(name);
      }
    }),
    { numRuns: 80 },
  );
});
