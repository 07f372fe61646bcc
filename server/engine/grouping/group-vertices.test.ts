import { describe, expect, test } from "vitest";
import { findingsOf } from "../check/findings.ts";
import { made } from "./group-for-test.ts";

const RELEASE = `
params:
  env: { type: enum, enum: [staging, prod], default: staging, description: Where to }
  unread: { type: string }
onFailure: continue
limits: { pipelines: 1, logMiB: 64 }
timeout: 1h
outputs: { url: { type: string, from: "outputs['up grade'].url" } }
vertices:
  build:
    outputs: { tag: { type: string, pattern: "[0-9.]+", required: true } }
    script: echo tag=1 >> $SIGNALBOX_OUTPUT
  back-up:
    description: keeps the old one
    todo: [use the new server]
    inputs: { tag: { type: string, from: outputs.build.tag }, env: { type: string, from: params.env } }
    script: 'echo {tag} {env} # a comment'
    revert: echo back
    retry: { max: 2 }
    locks: ["db-{env}"]
    labels: [linux]
    timeout: 5m
  up grade:
    inputs:
      id: { type: integer, from: pipeline.id }
      size: { type: string, from: "has(outputs.back-up.size) ? outputs.back-up.size : outputs.build.tag", default: x }
    script: echo {id} {size}
  tell:
    inputs: { url: { type: string, from: "outputs['up grade'].url" }, n: { type: string, from: outputs.back-up.size, default: x } }
    script: echo {url} {n}
edges:
  - build -> back-up -> up grade
  - { tail: up grade, head: tell, when: "outputs['up grade'].url != '' && params.env == 'prod'" }
layout: { build: [0, 0], back-up: [300, 100], up grade: [600, 200], tell: [900, 0] }
frames:
  work: { title: The work, colour: blue, collapsed: true, vertices: [back-up, up grade] }
notes:
  among: { text: stays with them, at: [400, 150] }
  away: { text: not, at: [0, -500] }
  chosen: { text: selected, at: [0, -300] }
`;

describe("a group in the middle of a graph", () => {
  test("keeps every setting, and what it reads and gives are params and outputs of the child", () => {
    const { childText, child, params, outputs } = made(RELEASE, ["back-up", "up grade"], ["chosen"]);
    expect(childText).toBe(`signalbox: 1
name: part
params:
  env: { type: enum, enum: [staging, prod], default: staging, description: Where to }
  tag: { type: string }
  pipeline_id: { type: integer }
outputs:
  url: { type: text, from: "outputs['up grade'].url" }
  size: { type: text, from: outputs.back-up.size }
onFailure: continue
limits:
  logMiB: 64
vertices:
  back-up:
    description: keeps the old one
    todo: [use the new server]
    inputs:
      tag: { type: string, from: params.tag }
      env: { type: string, from: params.env }
    script: "echo {tag} {env} # a comment"
    timeout: 5m
    retry: { max: 2 }
    revert: echo back
    labels: [linux]
    locks: ["db-{env}"]
  up grade:
    inputs:
      id: { type: integer, from: params.pipeline_id }
      size:
        type: string
        default: x
        from: "has(outputs.back-up.size) ? outputs.back-up.size : params.tag"
    script: echo {id} {size}
edges:
  - back-up -> up grade
layout:
  back-up: [0, 0]
  up grade: [300, 100]
frames:
  work: { title: The work, colour: blue, vertices: [back-up, up grade] }
notes:
  among: { text: stays with them, at: [100, 50] }
  chosen: { text: selected, at: [-300, -400] }
`);
    expect(findingsOf(child.content).filter(({ level }) => level === "error")).toEqual([]);
    expect(params.map(({ name, from, readBy }) => [name, from, readBy])).toEqual([
      ["env", "params.env", ["back-up"]],
      ["tag", "outputs.build.tag", ["back-up", "up grade"]],
      ["pipeline_id", "pipeline.id", ["up grade"]],
    ]);
    expect(outputs.map(({ name, from, readBy }) => [name, from, readBy])).toEqual([
      ["url", "outputs['up grade'].url", ["tell", "part -> tell", ""]],
      ["size", "outputs.back-up.size", ["tell"]],
    ]);
  });

  test("is one vertex that runs the child, which has to be sealed, in the place of the others", () => {
    const { parentText, parent } = made(RELEASE, ["up grade", "back-up"]);
    expect(parentText).toContain(`  part:
    kind: graph
    inputs:
      env: { type: enum, enum: [staging, prod], from: params.env }
      tag: { type: string, from: outputs.build.tag }
      pipeline_id: { type: integer, from: pipeline.id }
    outputs:
      url: { type: text }
      size: { type: text }
    graph: { name: part, revision: 1 }
  tell:
    inputs:
      url: { type: string, from: outputs.part.url }
      "n": { type: string, default: x, from: outputs.part.size }
`);
    expect(parentText).toContain(`edges:
  - build -> part
  - { tail: part, head: tell, when: outputs.part.url != '' && params.env == 'prod' }
layout:
  build: [0, 0]
  part: [450, 150]
  tell: [900, 0]
notes:
  away: { text: not, at: [0, -500] }
`);
    expect(parentText).toContain("  url: { type: string, from: outputs.part.url }");
    expect(findingsOf(parent.content).filter(({ level }) => level === "error")).toEqual([]);
  });
});

test("the choice of the last vertex is that of the group, and a frame with others in it holds the group", () => {
  const { childText, parentText } = made(
    `
vertices:
  a: { script: x }
  b: { script: x, branch: first, outputs: { n: { type: integer } } }
  c: { script: x }
  d: { script: x }
  e: { script: x, join: any }
edges:
  - a -> b
  - { tail: b, head: c, when: outputs.b.n > 1 }
  - { tail: b, head: d, default: true }
  - [c -> e, d -> e]
frames: { f: { title: All, vertices: [a, b, c] } }
`.replace("  - [c -> e, d -> e]\n", "  - c -> e\n  - d -> e\n"),
    ["a", "b"],
  );
  expect(childText).not.toContain("branch");
  expect(parentText).toContain("branch: first");
  expect(parentText).toContain("when: outputs.part.n > 1");
  expect(parentText).toContain("vertices: [c, part]");
});

test("names of values are free, valid and as short as they can be", () => {
  const { params } = made(
    `
params: { tag: { type: string } }
vertices:
  a: { script: x }
  b b: { script: x }
  c: { script: x, inputs: { i: { type: string, from: "outputs.a.tag + outputs['b b'].tag + outputs.a.PATH + outputs.a.n + outputs['b b'].n" } } }
edges: [a -> c, b b -> c]
`,
    ["c"],
  );
  expect(params.map(({ name, from }) => [name, from])).toEqual([
    ["a_tag", "outputs.a.tag"],
    ["b_b_tag", "outputs['b b'].tag"],
    ["v_PATH", "outputs.a.PATH"],
    ["n", "outputs.a.n"],
    ["b_b_n", "outputs['b b'].n"],
  ]);
});

test("what is another way only after failures or for people is told", () => {
  const { differences } = made(
    `
vertices:
  a: { script: x, inputs: { i: { type: string, required: true } }, limit: 2 }
  ok: { kind: approval, prompt: { excludeSealer: true }, inputs: { why: { type: text } } }
  log: { script: x, onFailure: ignore }
  beside: { script: x }
  v: { script: x }
  f: { script: x, final: failed, inputs: { w: { type: json, from: failures } } }
edges: [a -> ok -> v, a -> log]
`,
    ["a", "ok", "log"],
  );
  expect(differences.map(({ about, vertices }) => [about, vertices])).toEqual([
    ["failure-beside", ["beside"]],
    ["failures", ["f"]],
    ["asked", ["a", "ok"]],
    ["sealer", ["ok"]],
    ["limit", ["a"]],
    ["waits", ["log"]],
  ]);
});

test("what is behind a vertex that begins with the first of its edges is told that it waits for all of the group", () => {
  const text = `
vertices:
  a: { script: x }
  b: { script: x, onFailure: ignore }
  c: { script: x, join: any }
  after: { script: x }
edges: [a -> b, a -> c, b -> c, a -> after, c -> after]
`;
  const told = (own: string) =>
    made(own, ["a", "b", "c"]).differences.map(({ about, vertices }) => [about, vertices]);
  expect(told(text)).toEqual([["waits", ["b"]]]);
  expect(told(text.replace(", join: any", ""))).toEqual([]);
});

test("a group in which nothing has to be undone has nothing to undo; any other one is undone as a whole, and that is told", () => {
  const text = `
onFailure: revert
vertices:
  a: { script: x, revert: none }
  b: { kind: wait, wait: { for: 1m } }
  c: { script: x, revert: undo }
edges: [a -> b -> c]
`;
  const nothing = made(text, ["a", "b"]);
  expect(nothing.parent.content.vertices.get("part")?.revert).toBe("none");
  expect(nothing.differences).toEqual([]);
  const some = made(text, ["b", "c"]);
  expect(some.parent.content.vertices.get("part")?.revert).toBeUndefined();
  expect(some.child.content.onFailure).toBeUndefined();
  expect(some.differences.map(({ about }) => about)).toEqual(["undo"]);
});

test("what is handed on has a limit of its own where nothing declares it, and a comment may have several lines", () => {
  const text = `
vertices:
  u: { script: x, outputs: { tag: { type: string } } }
  ok: { kind: approval }
  a: { script: x, inputs: { tag: { type: string, from: outputs.u.tag }, why: { type: text, from: outputs.ok.comment }, log: { type: text, from: outputs.u.log } } }
  b: { script: x, foreach: { items: "[1, 2]" }, outputs: { n: { type: string } } }
  v: { script: x, inputs: { all: { type: json, from: outputs.b.n }, it: { type: text, from: 'outputs.a["it''s"]', default: x } } }
edges: [u -> ok -> a -> b -> v]
`;
  const { differences, params, outputs, child } = made(text, ["a", "b"]);
  expect(params.map(({ name, type }) => [name, type])).toEqual([
    ["tag", "string"],
    ["comment", "text"],
    ["log", "text"],
  ]);
  const size = differences.find(({ about }) => about === "size");
  expect(size?.vertices).toEqual(["u", "b", "a"]);
  expect(size?.text).toMatch(
    /outputs.u.log, outputs.b.n and outputs.a\["it's"\] may have at most 64 KiB each/,
  );
  expect(outputs.map(({ from }) => from)).toContain(`outputs.a["it's"]`);
  expect(findingsOf(child.content).filter(({ level }) => level === "error")).toEqual([]);
});
