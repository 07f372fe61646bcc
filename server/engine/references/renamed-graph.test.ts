import { describe, expect, test } from "vitest";
import { findingsOf } from "../check/findings.ts";
import { graphFileSchema } from "../graph-file/graph-file-schema.ts";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { writeGraphText } from "../graph-file/write-graph-text.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { mapExpressions } from "./expression-places.ts";
import type { Renamed } from "./renamed-expressions.ts";
import { withRenamedInput, withRenamedOutput, withRenamedParam } from "./renamed-values.ts";
import { withRenamedVertices } from "./renamed-vertices.ts";

function contentOf(text: string): GraphContent {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file.content;
}
/** A graph with an expression at every place that may have one. */
const EVERYWHERE = contentOf(`
params:
  env: { type: string, default: prod }
  list: { type: list, default: [a] }
  width: { type: integer, default: 2 }
outputs:
  tag: { type: string, from: outputs.build.tag + params.env }
vertices:
  build:
    inputs: [env]
    outputs: { tag: { type: string }, n: { type: integer }, list: { type: list } }
    script: echo {env}
  hook:
    kind: wait
    wait: { callback: { until: "size(calls) > 1 || params.env == 'x'", fail: "call.bad == params.env" } }
  ask:
    kind: approval
    inputs: { who: { type: string, from: 'outputs["build"].tag' } }
    prompt: { title: "Deploy for {who}?" }
  deploy:
    inputs:
      one: { type: string, from: outputs.build.tag }
      back: { type: string, from: callbacks.hook }
      who: { type: string, from: outputs.ask.who }
    script: deploy {one} {back} {who}
    foreach: { items: "outputs.build.list + params.list", parallel: outputs.build.n + params.width }
  tries:
    inputs: { item: { type: string, from: item + params.env } }
    script: try {item}
    retry: { each: "outputs.build.list.map(build, build + outputs.build.tag)" }
  rounds:
    inputs: { before: { type: string, from: "index > 0 ? last.n + params.env : outputs.build.tag" } }
    outputs: { n: { type: string, required: true } }
    script: echo n={before}
    repeat: { until: "result.n == params.env", max: 5 }
  get:
    kind: http
    outputs: { id: { type: string, from: "body.id + params.env" } }
    http: { url: https://example.com }
  end:
    final: always
    inputs: { f: { type: json, from: "outputs.build == {} ? failures : failures" } }
    script: echo {f}
edges:
  - build -> hook -> ask -> deploy -> tries -> rounds
  - { tail: build, head: get, when: "outputs.build.n > 3 && params.env != 'outputs.build'" }
`);

test("every expression of the file format is reached", () => {
  const paths = new Set<string>();
  const visit = (value: unknown, path: readonly string[]) => {
    if (typeof value !== "object" || value === null) return;
    const { description } = value as { description?: unknown };
    if (typeof description === "string" && description.includes("CEL expression"))
      paths.add(path.filter((_, place) => path[place - 1] === "properties").join("."));
    for (const [key, each] of Object.entries(value)) visit(each, [...path, key]);
  };
  visit(graphFileSchema(), []);
  // A new field has to be added here, to the graph above, and to `mapExpressions`.
  expect([...paths].sort()).toEqual([
    "edges.when",
    "outputs.from",
    "params.from",
    "vertices.foreach.items",
    "vertices.foreach.parallel",
    "vertices.inputs.from",
    "vertices.outputs.from",
    "vertices.repeat.until",
    "vertices.retry.each",
    "vertices.wait.callback.fail",
    "vertices.wait.callback.until",
  ]);
  const reached: string[] = [];
  mapExpressions(EVERYWHERE, (text, { what }) => {
    reached.push(what);
    return text;
  });
  expect(reached).toEqual(
    expect.arrayContaining([
      "The condition of build -> get",
      "`from` of the graph's output tag",
      "The items of deploy",
      "`parallel` of deploy",
      "`from` of the input one of deploy",
      "`from` of the output id of get",
      "`until` of the rounds of rounds",
      "The items of tries",
      "`fail` of the callback of hook",
      "`until` of the callback of hook",
    ]),
  );
  expect(reached).toHaveLength(17);
});

const codesOf = (content: GraphContent) =>
  findingsOf(content)
    .map(({ code }) => code)
    .sort();

describe("after a renaming", () => {
  test.each<[string, (content: GraphContent) => Renamed, (content: GraphContent) => Renamed, RegExp]>([
    [
      "of the vertex build",
      (content) => withRenamedVertices(content, new Map([["build", "my build"]])),
      (content) => withRenamedVertices(content, new Map([["my build", "build"]])),
      /outputs\.build|outputs\["build"\]/,
    ],
    [
      "of the vertex hook",
      (content) => withRenamedVertices(content, new Map([["hook", "called"]])),
      (content) => withRenamedVertices(content, new Map([["called", "hook"]])),
      /callbacks\.hook/,
    ],
    [
      "of the param env",
      (content) => withRenamedParam(content, "env", "stage"),
      (content) => withRenamedParam(content, "stage", "env"),
      /params\.env/,
    ],
    [
      "of the param list",
      (content) => withRenamedParam(content, "list", "hosts"),
      (content) => withRenamedParam(content, "hosts", "list"),
      /params\.list/,
    ],
    [
      "of the input one of deploy",
      (content) => withRenamedInput(content, "deploy", "one", "tag"),
      (content) => withRenamedInput(content, "deploy", "tag", "one"),
      /\{one\}/,
    ],
    [
      "of the input who of the approval",
      (content) => withRenamedInput(content, "ask", "who", "person"),
      (content) => withRenamedInput(content, "ask", "person", "who"),
      /outputs\.ask\.who|for \{who\}/,
    ],
    [
      "of the output tag",
      (content) => withRenamedOutput(content, "build", "tag", "version"),
      (content) => withRenamedOutput(content, "build", "version", "tag"),
      /outputs\.build\.tag/,
    ],
    [
      "of the output n of the rounds",
      (content) => withRenamedOutput(content, "rounds", "n", "m"),
      (content) => withRenamedOutput(content, "rounds", "m", "n"),
      /(?:result|last)\.n\b/,
    ],
  ])(
    "%s, nothing reads the old name, check finds nothing new, and the way back gives the same graph",
    (_, there, back, old) => {
      const text = writeGraphText({ content: EVERYWHERE, layout: new Map() });
      expect(text).toMatch(old);
      const now = there(EVERYWHERE).content;
      const renamed = writeGraphText({ content: now, layout: new Map() });
      expect(renamed.replace(/'outputs\.build'/, "")).not.toMatch(old);
      expect(codesOf(now)).toEqual(codesOf(EVERYWHERE));
      expect(writeGraphText({ content: back(now).content, layout: new Map() })).toBe(text);
    },
  );
});

const places = ({ left }: Renamed) => left.map(({ text }) => text);

describe("what cannot be renamed is named", () => {
  test("scripts that name a vertex as the next one, as their own, or among the failures", () => {
    const content = contentOf(`
vertices:
  gate:
    branch: some
    script: |
      make build # next
      # next=build
      echo next=build >> $SIGNALBOX_OUTPUT
      echo next=building
  gate2:
    script: |
      make build
      printf 'next<<E
      build
      E
      ' >> $SIGNALBOX_OUTPUT
      printf 'next<<E\\nbuild\\nE' >> $SIGNALBOX_OUTPUT
  build: { script: '[ "$SIGNALBOX_VERTEX" = build ] && make build2', revert: 'grep -q build <<< "$SIGNALBOX_FAILURES"' }
  other: { script: make build }
  end: { final: always, inputs: { f: { type: json, from: failures } }, script: "jq .build <<< {f}" }
edges: [gate -> build, gate2 -> build]
`);
    expect(places(withRenamedVertices(content, new Map([["build", "compile"]])))).toEqual([
      "The script of gate, line 1: `make build # next`",
      "The script of gate, line 3: `echo next=build >> $SIGNALBOX_OUTPUT`",
      "The script of gate2, line 3: `build`",
      "The script of gate2, line 6: `printf 'next<<E\\nbuild\\nE' >> $SIGNALBOX_OUTPUT`",
      'The script of compile, line 1: `[ "$SIGNALBOX_VERTEX" = build ] && make build2`',
      'The undo script of compile, line 1: `grep -q build <<< "$SIGNALBOX_FAILURES"`',
      "The script of end, line 1: `jq .build <<< {f}`",
    ]);
  });

  test("expressions that read a computed name, that compare failures, or that cannot be parsed", () => {
    const content = contentOf(`
params: { x: { type: string, default: a } }
vertices:
  build: { script: x }
  next:
    inputs:
      a: { type: string, from: "outputs[params.x].tag" }
      b: { type: string, from: "outputs.build.tag +" }
      c: { type: string, from: "outputs.other.tag +" }
      d: { type: string, from: "outputs.build[params.x]" }
    script: echo {a} {b} {c} {d}
  end: { final: always, inputs: { e: { type: boolean, from: "failures.exists(f, f.vertex == 'build')" } }, script: "echo {e}" }
edges: [{ tail: build, head: next, when: "params['x'] == params[params.x]" }]
`);
    expect(places(withRenamedVertices(content, new Map([["build", "compile"]])))).toEqual([
      "`from` of the input a of next: `outputs[params.x].tag`",
      "`from` of the input b of next: `outputs.build.tag +`",
      "`from` of the input e of end: `failures.exists(f, f.vertex == 'build')`",
    ]);
    expect(places(withRenamedParam(content, "x", "y"))).toEqual([
      "The condition of build -> next: `params['y'] == params[params.y]`",
    ]);
    expect(places(withRenamedOutput(content, "build", "tag", "v"))).toEqual([
      "`from` of the input b of next: `outputs.build.tag +`",
      "`from` of the input c of next: `outputs.other.tag +`",
      "`from` of the input d of next: `outputs.build[params.x]`",
    ]);
  });

  test("the lines that write an output, and what gives an output its value by its name", () => {
    const content = contentOf(`
vertices:
  build:
    outputs: { tag: { type: string } }
    script: "echo tag=$(git tag) >> $SIGNALBOX_OUTPUT"
    revert: "docker rmi $SIGNALBOX_OUTPUT_tag '$SIGNALBOX_OUTPUT_tag'"
  get: { kind: http, outputs: { id: { type: string } }, http: { url: "https://example.com" } }
  run: { kind: graph, outputs: { tag: { type: string } }, graph: deploy@3 }
`);
    const renamed = withRenamedOutput(content, "build", "tag", "v");
    expect(renamed.content.vertices.get("build")?.revert).toBe(
      "docker rmi $SIGNALBOX_OUTPUT_v '$SIGNALBOX_OUTPUT_tag'",
    );
    expect(places(renamed)).toEqual([
      "The script of build, line 1: `echo tag=$(git tag) >> $SIGNALBOX_OUTPUT`",
      "The undo script of build, line 1: `docker rmi $SIGNALBOX_OUTPUT_v '$SIGNALBOX_OUTPUT_tag'`",
    ]);
    expect(places(withRenamedOutput(content, "get", "id", "ticket"))).toEqual([
      "The output ticket of get reads the field `ticket`, no longer `id`",
    ]);
    expect(places(withRenamedOutput(content, "run", "tag", "v"))).toEqual([
      "run reads the output v of deploy, no longer tag",
    ]);
  });
});
