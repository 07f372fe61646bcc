import { describe, expect, test } from "vitest";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { launch, seal, startRunner } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

describe("outputs", () => {
  const writing = (name: string, n: string, line: string) =>
    launch(`signalbox: 1
name: ${name}
vertices:
  back-up:
    outputs: { n: ${n} }
    script: '${line}'
  after:
    inputs: { n: { type: integer, from: outputs.back-up.n } }
    script: echo "m={n}" >> "$SIGNALBOX_OUTPUT"
edges: [back-up -> after]
`);

  test("one that was not written has its default, which is read by the vertex's name with its hyphen", async () => {
    const run = await writing("usual", "{ type: integer, required: true, default: 7 }", "true");
    const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
    expect(trackIn(view, "back-up").outputs).toEqual({ n: 7 });
    expect(trackIn(view, "after").outputs).toEqual({ m: "7" });
  });

  test("one beyond its limits fails the track with the reason", async () => {
    const run = await writing("beyond", "{ type: integer, max: 9 }", 'echo n=10 >> "$SIGNALBOX_OUTPUT"');
    const view = await run.until(({ pipeline }) => pipeline.state === "failed");
    expect(trackIn(view, "back-up").reason).toContain("its output n (line 1) does not fit");
  });

  test("those of a child graph have defaults and limits, too", async () => {
    await seal(`signalbox: 1
name: child
params: { n: { type: integer, default: 3 } }
outputs:
  size: { type: integer, max: 5, from: params.n }
  host: { type: string, default: web-1, from: outputs.A.host }
vertices: { A: { script: "true" } }
`);
    const around = (name: string, n: number) =>
      launch(`signalbox: 1
name: ${name}
vertices:
  child: { kind: graph, graph: child@1, inputs: { n: { type: integer, default: ${n} } } }
`);
    const good = await around("around", 5);
    const view = await good.until(({ pipeline }) => pipeline.state === "succeeded");
    expect(trackIn(view, "child").outputs).toEqual({ size: 5, host: "web-1" });
    const bad = await around("around-too-large", 6);
    const failed = await bad.until(({ pipeline }) => pipeline.state === "failed");
    expect(trackIn(failed, "child").reason).toMatch(/the output size of pipeline \d+ does not fit: Wanted/);
  });
});

test("a graph in short forms runs like one that is written out", async () => {
  const run = await launch(`signalbox: 1
name: short-forms
params: { version: { type: string, default: "2.4" } }
vertices:
  a: &base { inputs: [version], script: 'echo "got={version}" >> "$SIGNALBOX_OUTPUT"' }
  b: { <<: *base, join: any }
  c: *base
edges: [a -> b -> c]
`);
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  for (const name of ["a", "b", "c"]) expect(trackIn(view, name).outputs).toEqual({ got: "2.4" });
});

describe("a value that is not there", () => {
  test("goes on to the default of an input, of items, of a child's param, and of a question", async () => {
    await seal(`signalbox: 1
name: with-usual
params: { n: { type: integer, default: 3 } }
outputs: { n: { type: integer, from: params.n } }
vertices: { A: { script: "true" } }
`);
    const run = await launch(`signalbox: 1
name: goes-on
vertices:
  A: { script: "true" }
  skipped: { script: 'echo n=1 >> "$SIGNALBOX_OUTPUT"' }
  script:
    inputs: { n: { type: string, from: outputs.skipped.n, default: "7" } }
    script: echo "n={n}" >> "$SIGNALBOX_OUTPUT"
  items:
    foreach: { items: outputs.skipped.list, default: [a, b] }
    inputs: { item: { type: string, from: item } }
    script: echo "n={item}" >> "$SIGNALBOX_OUTPUT"
  graph: { kind: graph, graph: with-usual@1, inputs: { n: { type: integer, from: outputs.skipped.n } } }
  asking:
    inputs: { n: { type: string, required: true, from: outputs.skipped.n, default: "9" } }
    script: "true"
edges:
  - { tail: A, head: skipped, when: "1 == 2" }
  - { tail: [A, skipped], head: [script, items, graph, asking] }
`);
    const view = await run.until(
      ({ tracks }) =>
        ["script", "items", "graph"].every((name) =>
          tracks.some((t) => t.vertex === name && t.state === "succeeded"),
        ) && tracks.some(({ vertex, state }) => vertex === "asking" && state === "prompting"),
      30_000,
    );
    expect(trackIn(view, "script").outputs).toEqual({ n: "7" });
    expect(trackIn(view, "items").outputs).toEqual({ n: ["a", "b"] });
    expect(trackIn(view, "graph").outputs).toEqual({ n: 3 });
  }, 60_000);

  test("without a default it fails the track with what was read, and what breaks fails whatever the default", async () => {
    const run = await launch(`signalbox: 1
name: fails
onFailure: continue
vertices:
  A: { script: 'echo n=1 >> "$SIGNALBOX_OUTPUT"', outputs: { n: { type: integer } } }
  missing:
    inputs: { v: { type: integer, from: outputs.A.m } }
    script: echo {v}
  broken:
    inputs: { v: { type: integer, from: outputs.A.n / 0, default: 1 } }
    script: echo {v}
edges: [{ tail: A, head: [missing, broken] }]
`);
    const view = await run.until(({ pipeline }) => pipeline.state === "failed");
    expect(trackIn(view, "missing").reason).toBe(
      "the input v has no value and no default: `outputs.A.m`: No such key: m (outputs.A.m is not set)",
    );
    expect(trackIn(view, "broken").reason).toBe(
      "the input v has no value: `outputs.A.n / 0`: division by zero (outputs.A.n is the number 1)",
    );
  });
});

describe("a type is a type whatever the value is", () => {
  const measured = (name: string, ratio: string) =>
    launch(`signalbox: 1
name: ${name}
vertices:
  measure:
    outputs: { ratio: { type: number }, count: { type: integer }, ok: { type: boolean } }
    script: printf 'ratio=${ratio}\\ncount=7\\nok=true\\n' >> "$SIGNALBOX_OUTPUT"
  after:
    inputs:
      twice: { type: number, from: outputs.measure.ratio * 2.0 }
      thrice: { type: number, from: outputs.measure.ratio * 3 }
      half: { type: number, from: outputs.measure.ratio / 2 }
      count: { type: string, from: outputs.measure.count }
      ratio: { type: text, from: outputs.measure.ratio }
      ok: { type: enum, enum: ["true", "false"], from: outputs.measure.ok }
    script: echo "all={twice} {thrice} {half} {count} {ratio} {ok}" >> "$SIGNALBOX_OUTPUT"
edges:
  - { tail: measure, head: after, when: outputs.measure.ratio / 2 > 1 }
`);

  test.each([
    ["whole", "3", "6 9 1.5 7 3 true"],
    ["broken-up", "2.5", "5 7.5 1.25 7 2.5 true"],
  ])("numbers are worked with as numbers, and become text as they stand: %s", async (name, ratio, all) => {
    const run = await measured(name, ratio);
    const view = await run.until(({ pipeline }) => pipeline.state !== "running");
    expect(trackIn(view, "after").outputs).toEqual({ all });
  });

  test("items, params of a child graph and its outputs are read by the same table", async () => {
    await seal(`signalbox: 1
name: typed-child
params: { id: { type: string }, any: { type: json } }
outputs: { id: { type: string, from: params.id }, any: { type: json, from: params.any } }
vertices: { A: { script: "true" } }
`);
    const run = await launch(`signalbox: 1
name: typed-parent
params:
  ids: { type: list, default: [7, true, "x"] }
  any: { type: json, default: '"text"' }
vertices:
  each:
    foreach: { items: params.ids }
    inputs: { id: { type: string, from: item } }
    script: echo "got={id}" >> "$SIGNALBOX_OUTPUT"
  child:
    kind: graph
    graph: typed-child@1
    inputs: { id: { type: integer, default: 42 }, any: { type: json, from: params.any } }
    outputs: { id: { type: integer } }
  after:
    inputs: { next: { type: integer, from: outputs.child.id + 1 }, any: { type: string, from: outputs.child.any } }
    script: echo "all={next} {any}" >> "$SIGNALBOX_OUTPUT"
edges: [child -> after]
`);
    const view = await run.until(({ pipeline }) => pipeline.state !== "running");
    expect(view.pipeline.state).toBe("succeeded");
    expect(trackIn(view, "each").outputs).toEqual({ got: ["7", "true", "x"] });
    expect(trackIn(view, "child").outputs).toEqual({ id: 42, any: "text" });
    expect(trackIn(view, "after").outputs).toEqual({ all: "43 text" });
  });
});
