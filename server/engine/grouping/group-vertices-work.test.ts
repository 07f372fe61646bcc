import { expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { groupVertices } from "./group-vertices.ts";

/** Many vertices side by side between the same two, with long scripts and as many handled failures as can be looked at. */
function wideFile(count: number): { readonly file: GraphFile; readonly inside: readonly string[] } {
  const script = "echo the next step\n".repeat(20);
  const wide = Array.from({ length: count }, (_, number) => `w${number}`);
  const handled = Array.from({ length: 6 }, (_, number) => `h${number}`);
  const names = ["before", ...wide, ...handled, ...handled.map((name) => `${name}r`), "behind"];
  const edges = [
    ...wide.flatMap((name) => [
      { tail: "before", head: name },
      { tail: name, head: "behind" },
    ]),
    ...handled.flatMap((name) => [
      { tail: "before", head: name },
      { tail: name, head: `${name}r`, when: "failed", rescue: true },
    ]),
  ];
  const vertices = Object.fromEntries(names.map((name) => [name, { script }]));
  const parsed = parseGraphFile({ signalbox: 1, name: "g", vertices, edges });
  if (!parsed.ok) throw new Error(parsed.problems[0]?.text);
  return { file: parsed.file, inside: names.slice(1, -1) };
}

test("twice as many vertices in a group are about twice the work", () => {
  const grouped = (count: number) => {
    const { file, inside } = wideFile(count);
    return workOf(() => groupVertices(file, { vertices: inside, graph: "child", vertex: "part" }));
  };
  grouped(100);
  expect(grouped(800) / grouped(400)).toBeLessThan(3);
  // All cases together read each script once: no more than a few steps for each line.
  expect(grouped(400)).toBeLessThan(400 * 20 * 100);
});
