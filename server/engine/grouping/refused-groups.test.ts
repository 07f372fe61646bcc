import { describe, expect, test } from "vitest";
import { reasonsOf } from "./group-for-test.ts";

const V = (...names: readonly string[]) =>
  `vertices:\n${names.map((name) => `  ${name}: { script: x }`).join("\n")}\n`;

describe("what would change the meaning is refused, with all reasons at once", () => {
  test.each<[what: string, text: string, vertices: readonly string[], reasons: readonly RegExp[]]>([
    ["nothing selected", V("a"), ["z"], [/No vertex is selected/]],
    [
      "a way that leaves and comes back",
      `${V("a", "b", "c", "d")}edges: [a -> b -> c -> d, a -> d]`,
      ["a", "d"],
      [/through b and c leaves the selection and comes back.*Select them/],
    ],
    [
      "a final step",
      "vertices: { a: { script: x }, f: { script: x, final: always } }",
      ["a", "f"],
      [/f is a final step/],
    ],
    [
      "first vertices that begin after others",
      `${V("u", "w", "a", "b")}edges: [u -> a, w -> b]`,
      ["a", "b"],
      [/b and a do not begin after the same edges/],
    ],
    [
      "a first vertex that waits for nothing",
      `${V("u", "a", "b")}edges: [u -> a]`,
      ["a", "b"],
      [/b begins at once/],
    ],
    [
      "a later vertex that waits for something outside",
      `${V("u", "a", "b")}edges: [a -> b, u -> b]`,
      ["a", "b"],
      [/b waits for u outside of the group/],
    ],
    [
      "a reaction, and what is behind one",
      `${V("u", "r", "a", "b")}edges: [{ tail: u, head: r, when: failed }, r -> a, { tail: u, head: b, when: always }]`,
      ["a", "b"],
      [
        /r, before a, may run after a failure/,
        /b begins after a failure of u/,
        /do not begin after the same edges/,
      ],
    ],
    [
      "a head that waits for one of two ends",
      `${V("a", "b", "c")}edges: [a -> c]`,
      ["a", "b"],
      [/c does not wait for b/],
    ],
    [
      "a head that begins after the first end",
      `vertices: { a: { script: x }, b: { script: x }, c: { script: x, join: any } }\nedges: [a -> c, b -> c]`,
      ["a", "b"],
      [/c begins after the first of a, b/],
    ],
    [
      "a head that is skipped where the last vertex is",
      `params: { p: { type: boolean } }\n${V("a", "b", "c")}edges: [{ tail: a, head: b, when: params.p }, b -> c]`,
      ["a", "b"],
      [/c is skipped where b is skipped/],
    ],
    [
      "a rescue from inside, and a condition over how it ended",
      `${V("a", "b", "c", "d")}edges: [a -> b, { tail: b, head: c, when: failed, rescue: true }, { tail: b, head: d, when: exit == 3 }]`,
      ["a", "b"],
      [/c rescues b alone/, /b -> d reads how b ended/],
    ],
    [
      "a notice of some failures only",
      `${V("a", "b", "c")}edges: [a -> b, { tail: b, head: c, when: failed }]`,
      ["a", "b"],
      [/c runs after a failure of b, and not of a/],
    ],
    [
      "a reader that also runs after a failure",
      `vertices:
  a: { script: x }
  b: { script: x }
  c: { script: x, inputs: { i: { type: string, from: outputs.a.n, default: x } } }
  f: { script: x, final: always, inputs: { i: { type: string, from: outputs.b.m, default: x } } }
edges: [a -> b, { tail: b, head: c, when: always }]`,
      ["a", "b"],
      [/c reads outputs.a.n, and may run after/, /f reads outputs.b.m, and may run after/],
    ],
    [
      "values that are read at once",
      `vertices:
  u: { script: x }
  a: { script: x, inputs: { i: { type: json, from: outputs.u } } }
  b: { script: x, inputs: { i: { type: boolean, from: "'k' in outputs.a" } } }
edges: [u -> a -> b]`,
      ["a"],
      [
        /input i of a, `outputs.u`, reads several values/,
        /input i of b.*cannot be|input i of b.*several|form/,
      ],
    ],
    [
      "scripts that choose across the border, or by numbers, or read their pipeline",
      `vertices:
  a: { script: 'echo next=b >> $SIGNALBOX_OUTPUT' }
  b: { script: 'echo next=4 >> $SIGNALBOX_OUTPUT; echo $SIGNALBOX_PIPELINE' }
  c: { script: x }
  d: { script: x }
  e: { script: 'echo next=5 >> $SIGNALBOX_OUTPUT' }
  f: { script: x }
edges: [a -> b -> c -> d, e -> f]`,
      ["b", "c"],
      [
        /script of a, line 1.*across the border/,
        /script of b, line 1.*numbers/,
        /script of b, line 1.*pipeline.id/,
        /script of e.*numbers/,
      ],
    ],
    [
      "a limit of tracks that others share",
      `limits: { tracks: 2 }\n${V("a", "b", "c")}edges: [a -> b]`,
      ["a", "b"],
      [/At most 2 tracks/],
    ],
    [
      "an address at which something inside is called",
      `vertices:
  u: { script: x, inputs: { i: { type: string, from: callbacks.w } } }
  w: { kind: wait, wait: { callback: once } }`,
      ["w"],
      [/input i of u.*address at which w is called/],
    ],
    [
      "what runs inside although the group does not begin",
      `${V("u", "a", "b")}edges: [u -> a, { tail: a, head: b, when: always }]`,
      ["a", "b"],
      [/b runs in any case after a, also where a does not begin/],
    ],
    ["a vertex that is gone", V("a", "b"), ["a", "old name"], [/no vertex old name any more/]],
    [
      "a transfer, whose place is kept under its names",
      `vertices:
  m:
    kind: transfer
    transfer: { from: { redis-stream: { connection: q, stream: s } }, to: { clickhouse: { connection: w, table: a.b } }, columns: { id: id }, dead: d }
  a: { script: x }
edges: [m -> a]`,
      ["m", "a"],
      [/m is a transfer: how far it has read is kept for this graph and the name m\./],
    ],
    [
      "a failure by a choice that moves to the group, and a reaction to it inside",
      `params: { p: { type: boolean } }
vertices: { a: { script: x, branch: first }, n: { script: x }, c: { script: x } }
edges: [{ tail: a, head: n, when: failed }, { tail: a, head: c, when: params.p }]`,
      ["a", "n"],
      [/n also runs where a fails because none of its conditions is met/],
    ],
    [
      "a condition that may have no answer, and a rescue inside",
      `vertices: { a: { script: x }, n: { script: x }, c: { script: x } }
edges: [{ tail: a, head: n, when: failed }, { tail: a, head: c, when: outputs.a.k == "1" }]`,
      ["a", "n"],
      [/n also runs where a fails/],
    ],
    [
      "a reaction inside of a graph with a timeout",
      `timeout: 1h\n${V("a", "n")}edges: [{ tail: a, head: n, when: failed }]`,
      ["a", "n"],
      [/has a timeout.*n would not run/],
    ],
    [
      "a value of a vertex that may still run when the group begins, and a limit of tracks shared with it",
      `limits: { tracks: 2 }
vertices:
  x: { script: x }
  y: { script: x }
  u: { script: x, join: any }
  a: { script: x }
  b: { script: x, inputs: { i: { type: string, from: outputs.y.n, default: d } } }
edges: [x -> u, y -> u, u -> a -> b]`,
      ["a", "b"],
      [/outputs.y.n is read in the group, and y need not have ended/, /At most 2 tracks/],
    ],
    [
      "a value of a vertex before a timer, or before a join that is skipped early",
      `onFailure: continue
vertices:
  x: { script: x }
  z: { script: x }
  t: { script: x }
  w: { script: x, join: every }
  g: { script: x }
  a: { script: x }
  b: { script: x, inputs: { i: { type: string, from: outputs.x.n, default: d }, j: { type: string, from: outputs.t.n, default: d } } }
edges: [x -> w, z -> w, { tail: t, head: g, after: 5m }, w -> a, g -> a, a -> b]`,
      ["a", "b"],
      [/outputs.x.n is read/, /outputs.t.n is read/],
    ],
    [
      "facts of the pipeline in a text that a script writes, where a line looks like a comment",
      'vertices: { a: { script: "cat > c.yml <<END\\n# of $SIGNALBOX_PIPELINE\\n// $SIGNALBOX_GRAPH\\nEND" }, b: { script: x } }',
      ["a", "b"],
      [/line 2.*told of the child's pipeline/, /line 3.*told of the child's pipeline/],
    ],
    [
      "a timer across the border",
      `${V("a", "b", "c")}edges: [{ tail: a, head: b, after: 5m }, { tail: b, head: c, after: 5m }]`,
      ["b"],
      [/timer a -> b leads into/, /timer b -> c leads out/],
    ],
  ])("%s", (_, text, vertices, reasons) => {
    const found = reasonsOf(text, vertices);
    for (const reason of reasons)
      expect(
        found.some((each) => reason.test(each)),
        found.join("\n"),
      ).toBe(true);
  });
});

describe("what keeps its meaning is done", () => {
  test.each<[what: string, text: string, vertices: readonly string[]]>([
    ["all of a graph", `${V("a", "b")}edges: [a -> b]`, ["a", "b"]],
    [
      "side by side, between the same vertices",
      `${V("u", "a", "b", "v")}edges: [u -> a, u -> b, a -> v, b -> v]`,
      ["a", "b"],
    ],
    [
      "a rescue inside, and an edge that says what is so anyway",
      `${V("u", "a", "m", "i", "v")}edges: [u -> a, u -> i, a -> i, { tail: a, head: m, when: failed, rescue: true }, m -> i, i -> v]`,
      ["a", "m", "i"],
    ],
    [
      "a notice of any failure",
      `vertices: { a: { script: x }, b: { script: x }, n: { script: x, join: any } }
edges: [a -> b, { tail: [a, b], head: n, when: failed }]`,
      ["a", "b"],
    ],
    [
      "a rescue, and what is behind it in a row",
      `${V("u", "a", "b", "v")}edges: [{ tail: u, head: a, when: failed, rescue: true }, a -> b, b -> v]`,
      ["a", "b"],
    ],
    [
      "one vertex with every edge",
      `${V("a", "b", "c", "d")}edges: [a -> b, { tail: a, head: c, when: failed, rescue: true }, { tail: a, head: d, when: always }]`,
      ["a"],
    ],
    [
      "a value of a vertex that has ended on another way, though a join on one way begins early",
      `vertices:
  x: { script: x }
  y: { script: x }
  u: { script: x, join: any }
  w: { script: x }
  a: { script: x }
  b: { script: x, inputs: { i: { type: string, from: outputs.y.n, default: d } } }
edges: [x -> u, y -> u, y -> w, u -> a, w -> a, a -> b]`,
      ["a", "b"],
    ],
    [
      "a reaction inside to a vertex that decides nothing, and a condition behind the group",
      `params: { p: { type: boolean } }
vertices: { a: { script: x }, b: { script: x }, n: { script: x }, c: { script: x } }
edges: [a -> b, { tail: a, head: n, when: failed }, { tail: b, head: c, when: params.p }]`,
      ["a", "b", "n"],
    ],
    ["a graph with a timeout, without reactions", `timeout: 1h\n${V("a", "b")}edges: [a -> b]`, ["a", "b"]],
    [
      "a clean-up in any case behind it",
      `${V("a", "b", "c")}edges: [a -> b, { tail: b, head: c, when: always }]`,
      ["a", "b"],
    ],
  ])("%s", (_, text, vertices) => {
    expect(reasonsOf(text, vertices)).toEqual([]);
  });
});
