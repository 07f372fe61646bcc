import { expect, test } from "vitest";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { groupVertices } from "#engine/grouping/group-vertices.ts";
import { transact } from "#platform/database/db.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { createGraph, saveGraph } from "./save-graph.ts";
import { sealGraph } from "./seal-graph.ts";
import { exportGraph } from "./show-graph.ts";

const { database } = await startTestSystem();

test("a graph is created with its draft and never over another one; the graph that runs it is sealed once it is sealed", async () => {
  const parsed = parseGraphFile({
    ...{ signalbox: 1, name: "whole", edges: ["a -> b -> c"] },
    vertices: {
      a: { script: "x" },
      b: { script: "x", inputs: { i: { type: "string", from: "outputs.a.n" } } },
      c: { script: "x" },
    },
  });
  if (!parsed.ok) throw new Error(parsed.problems[0]?.text);
  const grouped = groupVertices(parsed.file, { vertices: ["b", "c"], graph: "Part", vertex: "Part" });
  if (!grouped.ok) throw new Error(grouped.reasons[0]?.text);
  const textOf = async (name: string) =>
    (await transact(database, (tx) => exportGraph(tx, name, undefined))).text;

  const made = await createGraph(database, { name: "Part", file: graphFileJson(grouped.child) }, "ann");
  expect(made).toMatchObject({ name: "Part", edit: 1, isNew: true });
  expect(made.findings.filter(({ level }) => level === "error")).toEqual([]);
  const text = await textOf("Part");
  expect(text).toContain("from: params.n");
  // Asked once more, by another request or by another person: nothing is made and nothing is changed.
  const twice = createGraph(database, { name: "part", file: { signalbox: 1, vertices: { z: {} } } }, "bob");
  await expect(twice).rejects.toThrow(/There is a graph "part" already/);
  expect(await textOf("Part")).toBe(text);
  const broken = createGraph(
    database,
    { name: "none", file: { signalbox: 1, vertices: { "-": {} } } },
    "ann",
  );
  await expect(broken).rejects.toMatchObject({
    refusal: { code: "bad-input", kept: "Nothing was written." },
  });
  await expect(textOf("none")).rejects.toThrow(/no graph/);

  const parent = graphFileJson(grouped.parent);
  const { edit } = await createGraph(database, { name: "whole" }, "ann");
  const saved = await saveGraph(database, { name: "whole", edit, file: parent }, "ann");
  expect(saved.findings.map(({ code }) => code)).toContain("child-unknown");
  await expect(sealGraph(database, { name: "whole" }, "ann")).rejects.toThrow();
  const child = await sealGraph(database, { name: "Part" }, "ann");
  const pinned = await saveGraph(database, { name: "whole", edit: saved.edit, file: parent }, "ann");
  expect(pinned.findings.filter(({ level }) => level === "error")).toEqual([]);
  expect(await textOf("whole")).toContain(child.digest);
  await sealGraph(database, { name: "whole" }, "ann");
});
