import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findingsOf } from "../check/findings.ts";
import { writeGraphText } from "../graph-file/write-graph-text.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { importDefinition, importFormatOf } from "./import-definition.ts";

const FILES = ["orderlines", "bamboo-pipeline-tree", "graph-tables"] as const;

function textOf(file: (typeof FILES)[number]): string {
  return readFileSync(new URL(`../../../e2e/graphs/imports/${file}.json`, import.meta.url), "utf8");
}

function imported(text: string, name?: string) {
  const result = importDefinition(text, name);
  if (!result.ok) throw new Error(result.text);
  return result.graphs;
}

function edgesOf({ edges }: GraphContent): readonly string[] {
  return edges
    .map(({ tail, head, when }) => `${tail} -> ${head}${when === undefined ? "" : ` if ${when}`}`)
    .sort();
}

test("a process of orderlines: two branches in parallel, then a choice by a result", () => {
  const [graph] = imported(textOf("orderlines"));
  const content = graph?.file.content as GraphContent;
  expect({ name: content.name, timeout: content.timeout }).toEqual({ name: "nightly-sum", timeout: 600_000 });
  expect(edgesOf(content)).toEqual([
    "add -> subtract",
    "minus -> minus failed if failed",
    "minus -> which way",
    "subtract -> which way",
    "which way -> not positive if outputs.subtract.subtraction_value <= 0",
    "which way -> positive if outputs.subtract.subtraction_value > 0",
  ]);
  expect(content.vertices.get("add")).toMatchObject({ timeout: 30_000, retry: { max: 3 } });
  expect(content.vertices.get("minus")).toMatchObject({ onFailure: "ignore" });
  expect(
    graph?.notes.filter(({ text }) => text.includes("is a Python function")).map(({ vertex }) => vertex),
  ).toEqual(["add", "subtract", "minus", "positive", "not positive"]);
  expect(graph?.notes.find(({ place }) => place === "process_node[1].task_config")?.text).toContain("gevent");
});

test("a pipeline_tree: gateways are edges where edges say the same, and a process inside is a graph", () => {
  const [child, graph] = imported(textOf("bamboo-pipeline-tree"));
  const content = graph?.file.content as GraphContent;
  expect(edgesOf(content)).toEqual([
    "ask somebody -> start slowly",
    "back up -> join",
    "join -> ask somebody if params.env == 'prod'",
    "join -> start if params.env == 'staging'",
    "stop servers -> back up",
    "stop servers -> upgrade",
    "upgrade -> join",
  ]);
  expect(Object.keys(content.params ?? {})).toEqual(["hosts", "version", "env"]);
  expect(content.vertices.get("upgrade")).toMatchObject({
    script: "apt-get install game={version}",
    inputs: { version: { from: "params.version" } },
    retry: { max: 2, delay: 5000 },
  });
  expect(content.vertices.get("back up")?.onFailure).toBe("ignore");
  expect(content.vertices.get("ask somebody")?.kind).toBe("approval");
  expect(content.vertices.get("start slowly")?.graph).toEqual({ name: "p1-start-slowly", revision: 1 });
  expect(child?.file.content.name).toBe("p1-start-slowly");
  expect(child?.file.content.vertices.get("wait")).toEqual({ kind: "wait", wait: { for: 10_000 } });
  expect(graph?.notes.filter(({ blocks }) => blocks).map(({ vertex, place }) => [vertex, place])).toEqual([
    ["stop servers", "activities.stop.component.inputs.hosts"],
  ]);
});

test("rows of tables: the graph as it was drawn, and `next` with both of its readings", () => {
  const [graph] = imported(textOf("graph-tables"));
  const content = graph?.file.content as GraphContent;
  expect(edgesOf(content)).toEqual(["A -> B", "A -> C", "B -> D", "C -> B"]);
  expect(content.vertices.get("A")).toMatchObject({
    inputs: { ip: { type: "string", required: true, default: "127.0.0.1" } },
    script: 'echo "test1.A"\nping -c 1 {ip}',
  });
  expect(graph?.notes.map(({ vertex, blocks }) => [vertex, blocks])).toEqual([
    ["A", false],
    ["D", true],
  ]);
  expect(graph?.notes[0]?.text).toMatch(/C is never reached.* Or all edges count/);
  expect(
    findingsOf(content)
      .filter(({ level }) => level === "error")
      .map(({ text }) => text),
  ).toEqual([expect.stringContaining("names D itself")]);
});

test("where a choice ends the process, or else goes on, what goes on is not reached always", () => {
  const tree = JSON.parse(textOf("bamboo-pipeline-tree"));
  tree.gateways["ok?"].conditions = { f7: { evaluate: "'${env}' == 'staging'", name: "" } };
  tree.gateways["ok?"].default_condition = { flow_id: "f8", name: "" };
  tree.flows.f7.target = "end";
  delete tree.activities.boot;
  delete tree.flows.f10;
  const content = imported(JSON.stringify(tree)).at(-1)?.file.content as GraphContent;
  expect(content.edges.filter(({ tail }) => tail === "join")).toEqual([
    { tail: "join", head: "ends here", when: "params.env == 'staging'" },
    { tail: "join", head: "ask somebody", default: true },
  ]);
  expect(content.vertices.get("join")?.branch).toBe("one");
  expect(content.vertices.get("ends here")).toMatchObject({ kind: "wait", wait: { for: 1 } });
});

test("a long value that is cut to be listed is not cut within a character", () => {
  for (const first of ["", "a"]) {
    const long = `${first}${"😀".repeat(5_000)}`;
    const lines = JSON.parse(textOf("orderlines"));
    lines.process_node[1].task_config.note = long;
    const tree = JSON.parse(textOf("bamboo-pipeline-tree"));
    tree.gateways["ok?"].conditions.f7.evaluate = `len("${long}") > 1`;
    const tables = JSON.parse(textOf("graph-tables"));
    tables.vertex[0].input = long;
    tables.vertex[1].script = [long];
    for (const definition of [lines, tree, tables]) imported(JSON.stringify(definition));
  }
});

test("what a process inside gives is read by the name that it has there, and with its type", () => {
  const tree = JSON.parse(textOf("bamboo-pipeline-tree"));
  tree.activities.boot2.pipeline.data.outputs = ["${n}"];
  const source = { type: "splice", value: "", source_act: "boot2" };
  tree.data.inputs["${got}"] = { ...source, source_key: "${n}" };
  tree.data.inputs["${gone}"] = { ...source, source_key: "${m}" };
  tree.data.outputs = ["${got}"];
  const graphs = imported(JSON.stringify(tree));
  const [child, parent] = graphs.map(({ file }) => file.content);
  expect(child?.outputs).toEqual({ n: { type: "integer", from: "params.n" } });
  expect(parent?.vertices.get("start slowly")?.outputs).toEqual({ n: { type: "integer" } });
  expect(parent?.outputs).toEqual({ got: { type: "integer", from: 'outputs["start slowly"].n' } });
  expect(graphs[1]?.notes.find(({ place }) => place.includes("${gone}"))).toMatchObject({
    text: expect.stringContaining("its source, ${m} of boot2, is not there"),
    blocks: true,
  });
});

test("a condition of orderlines that could not be read is told, and so is a sort of task that is not known", () => {
  const lines = JSON.parse(textOf("orderlines"));
  const way = lines.process_node.find((node: { task_name: string }) => node.task_name === "which way");
  way.method_kwargs.conditions[0].condition[0] = { condition: "${x}", sign: "matches", target: "^v2" };
  const add = lines.process_node.find((node: { task_name: string }) => node.task_name === "add");
  add.task_type = "parallel_task";
  const notes = imported(JSON.stringify(lines))[0]?.notes.filter(({ blocks }) => blocks);
  expect(notes).toEqual([
    expect.objectContaining({ vertex: "add", text: expect.stringContaining("not known: parallel_task") }),
    expect.objectContaining({
      vertex: "which way",
      text: expect.stringContaining('[{"condition":"${x}","sign":"matches","target":"^v2"}]'),
    }),
  ]);
});

test("another name is taken over, also for the graphs inside", () => {
  expect(imported(textOf("bamboo-pipeline-tree"), "game").map(({ file }) => file.content.name)).toEqual([
    "game-start-slowly",
    "game",
  ]);
});

test("a definition is recognised by its text; a graph file is none", () => {
  expect(FILES.map((file) => importFormatOf(textOf(file)))).toEqual([
    "orderlines",
    "pipeline-tree",
    "graph-tables",
  ]);
  expect(importFormatOf("signalbox: 1\nname: a\n")).toBeNull();
  expect(importFormatOf('{"signalbox": 1, "name": "a", "vertices": {}}')).toBeNull();
  expect(importDefinition("{}")).toMatchObject({ ok: false, text: expect.stringContaining("orderlines") });
  expect(importDefinition('{"a": 1')).toMatchObject({ ok: false, text: expect.stringContaining("no JSON") });
  expect(importDefinition("on: push\njobs: {}\n")).toMatchObject({
    ok: false,
    text: expect.stringMatching(/no JSON: .* a process of orderlines, a pipeline_tree of bamboo-pipeline/),
  });
});

test("columns of another type, names that become the same, and graphs of one name lose nothing", () => {
  const vertex = (id: number, more: object) => ({ id, name: `v${id}`, g_id: 1, ...more });
  const tables = {
    graph: [
      { id: 1, name: "same" },
      { id: 2, name: "Same" },
    ],
    vertex: [
      vertex(1, { script: ["mark-1"], input: ["mark-2"] }),
      vertex(2, { script: "{}", input: { "a b": { default: "mark-3" }, a_b: { default: "mark-4" } } }),
    ],
    edge: [],
  };
  const graphs = imported(JSON.stringify(tables));
  expect(graphs.map(({ file }) => file.content.name)).toEqual(["same", "Same-2"]);
  const text = graphs.map(({ file }) => writeGraphText(file)).join("");
  for (const mark of [1, 2, 3, 4]) expect(text).toContain(`mark-${mark}`);
  expect(importDefinition(JSON.stringify(tables), "other")).toMatchObject({
    ok: false,
    text: "The tables hold 2 graphs, which keep their own names.",
  });
});

test("a condition of an edge that is not there, a second source and an unknown one are listed", () => {
  const tree = JSON.parse(textOf("bamboo-pipeline-tree"));
  tree.gateways["ok?"].conditions.f99 = { evaluate: "mark-1", name: "x" };
  const source = (act: string, key: string) => ({ source_act: act, source_key: key });
  tree.data.inputs["${out}"] = { source_act: [source("stop", "a"), source("backup", "mark-2")] };
  tree.data.inputs["${gone}"] = { type: "plain", value: "", source_act: "mark-3", source_key: "mark-4" };
  const text = imported(JSON.stringify(tree))
    .flatMap(({ notes }) => notes.map((note) => `${note.place} ${note.text}`))
    .join("\n");
  for (const mark of ["mark-1", "data.inputs.${out}.source_act[1]", "mark-3", "mark-4"])
    expect(text).toContain(mark);
});

test("a process whose name is as long as a name may be gets another one than what is inside of it", () => {
  const names = imported(textOf("bamboo-pipeline-tree"), "a".repeat(90)).map(({ file }) => file.content.name);
  expect(new Set(names).size).toBe(2);
});

type Plain = null | boolean | number | string | Plain[] | { [name: string]: Plain };

/** Every map of a value, those inside of texts left alone. */
function mapsOf(value: Plain): { [name: string]: Plain }[] {
  if (Array.isArray(value)) return value.flatMap(mapsOf);
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(mapsOf)];
}

test("whatever stands anywhere in a definition is carried over or listed", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FILES),
      fc.nat(),
      fc.constantFrom("extra", "value", "type2"),
      (file, where, name) => {
        const definition = JSON.parse(textOf(file)) as Plain;
        const maps = mapsOf(definition);
        const map = maps[where % maps.length];
        if (map === undefined || Object.hasOwn(map, name)) return;
        map[name] = "mark-4711";
        const result = importDefinition(JSON.stringify(definition));
        const text = result.ok
          ? result.graphs.map(({ file: each }) => writeGraphText(each)).join("\n")
          : result.text;
        expect(text).toContain("mark-4711");
      },
    ),
    { numRuns: 300 },
  );
});

test("a definition whose parts are of another type or missing gives graphs or a sentence, never an error", () => {
  const odd = fc.constantFrom<Plain>(null, true, 0, -1.5, "", "f0", "${version}", [], {}, [{}], ["x", 1], {
    a: { b: [] },
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...FILES),
      fc.array(fc.tuple(fc.nat(), fc.nat(), odd), { maxLength: 6 }),
      (file, changes) => {
        const definition = JSON.parse(textOf(file)) as Plain;
        for (const [where, which, value] of changes) {
          const maps = mapsOf(definition);
          const map = maps[where % maps.length] ?? {};
          const names = Object.keys(map);
          const name = names[which % Math.max(1, names.length)];
          if (name !== undefined) map[name] = structuredClone(value);
        }
        const result = importDefinition(JSON.stringify(definition));
        if (result.ok) for (const { file: each } of result.graphs) findingsOf(each.content);
        else expect(result.text).toMatch(/[.?!]$/);
      },
    ),
    { numRuns: 600 },
  );
});
