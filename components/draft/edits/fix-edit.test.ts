import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import {
  type Finding,
  type FindingFix,
  type GraphContent,
  type GraphFile,
  headerOf,
} from "#engine/model/graph-content.ts";
import { RULE_GROUPS } from "#engine/rules/rules.ts";
import { editDesign } from "./design/edit-design.ts";
import { fixEdit } from "./fix-edit.ts";

function fileOf(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: example\n${text}\n`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

/** Each error by its kind and how many of the kind there are up to it. */
function errorCodes(findings: readonly Finding[]): readonly string[] {
  const counts = new Map<string, number>();
  return findings.flatMap(({ code, level }) => {
    if (level !== "error") return [];
    counts.set(code, (counts.get(code) ?? 0) + 1);
    return [`${code} ${counts.get(code)}`];
  });
}

const rules = Object.values(RULE_GROUPS).flatMap((group) => Object.entries(group));
const more: readonly (readonly [string, string])[] = [
  ["shebang", 'vertices: { A: { script: "#!/bin/zsh -e\\ntrue" } }'],
  ["shebang", 'vertices: { A: { script: "#!/bin/bash -n\\ntrue" } }'],
  [
    "expression",
    "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, when: outputs.A.free < 50 }]",
  ],
  [
    "expression",
    "vertices: { A: { script: a, outputs: { b: { type: string } } }, B: { script: b } }\nedges: [{ tail: A, head: B, when: 2.5 <= outputs.A.free }]",
  ],
  ["todo", "todo: [{ text: Look at it. }]\nvertices: { A: { script: a } }"],
  ["text-characters", 'description: "a\\u0085b"\nvertices: { A: { script: a } }'],
  ["final-with-field", "vertices: { A: { script: a, final: always, foreach: { items: '[1]' } } }"],
  [
    "rescue-without-failure",
    "vertices: { A: { script: a }, B: { script: b }, C: { script: c } }\nedges: [A -> C, { tail: A, head: B, default: true, rescue: true }]",
  ],
  [
    "input-unused",
    "vertices: { A: { kind: http, http: { url: https://example.com/ }, inputs: { id: { type: string }, x: { type: string } } } }",
  ],
  [
    "timer-with-condition",
    "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, after: 30m, when: failed, rescue: true }]",
  ],
  [
    "edge-never-taken",
    "vertices: { A: { script: a, branch: first }, B: { script: b }, C: { script: c } }\nedges: [A -> B, { tail: A, head: C, when: inputs.n > 3 }]",
  ],
  [
    "edge-never-taken",
    "vertices: { A: { script: a, branch: first }, B: { script: b }, C: { script: c } }\nedges: [A -> B, A -> C]",
  ],
  [
    "rescue-without-failure",
    "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, when: inputs.n > 3, rescue: true }]",
  ],
  [
    "timer-with-condition",
    "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, after: 30m, rescue: true }]",
  ],
  [
    "timer-with-condition",
    "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, after: 30m, when: failed, default: true }]",
  ],
  [
    "final-with-edge",
    "vertices: { A: { script: a, final: always }, B: { script: b, final: always } }\nedges: [A -> B]",
  ],
  [
    "default-with-condition",
    "vertices: { A: { script: a }, B: { script: b }, C: { script: c } }\nedges: [A -> C, { tail: A, head: B, when: failed, default: true, rescue: true }]",
  ],
  ["lock-input-unknown", "vertices: { A: { script: a, locks: ['{one}-{two}'] } }"],
  [
    "outputs-not-upstream",
    "vertices: { A: { script: a }, B: { script: b }, C: { script: 'echo {x}', inputs: { x: { type: string, from: outputs.A.x } } } }\nedges: [B -> C]",
  ],
];

describe.each([...rules.map(([id, { example }]) => [id, example] as const), ...more])(
  "%s",
  (code, example) => {
    const file = fileOf(example);
    const before = findingsOf(file.content);
    const fixable = before.filter((finding) => finding.code === code && finding.fix !== undefined);

    test("is gone after its fix, which brings no error and changes nothing that it does not name", () => {
      for (const finding of fixable) expectFixed(file, before, finding);
    });
  },
);

test("each fix of whatever fields three edges of a vertex have corrects its finding, and changes one field", () => {
  const edge = fc.record(
    {
      when: fc.constantFrom("failed", "always", "exit == 3", "inputs.n > 3", "state =="),
      default: fc.constant(true),
      rescue: fc.constant(true),
      after: fc.constantFrom("30m", "1h"),
    },
    { requiredKeys: [] },
  );
  const final = fc.constantFrom({}, { final: "always" });
  const branch = fc.constantFrom({}, { branch: "first" }, { branch: "one" }, { branch: "some" });
  const wanted =
    /^(?:default-with-condition|edge-never-taken|rescue-without-failure|timer-with-condition|final-)/;
  fc.assert(
    fc.property(fc.tuple(edge, edge, edge), fc.tuple(branch, final, final), (edges, [a, b, c]) => {
      const vertices = {
        A: { script: "a", ...a, ...b },
        B: { script: "b", ...c },
        C: { script: "c" },
        D: {},
      };
      const drawn = ["B", "C", "D"].map((head, at) => ({ tail: "A", head, ...edges[at] }));
      const file = fileOf(`vertices: ${JSON.stringify(vertices)}\nedges: ${JSON.stringify(drawn)}`);
      const before = findingsOf(file.content);
      for (const finding of before) if (wanted.test(finding.code)) expectFixed(file, before, finding);
    }),
    { numRuns: 100, seed: 7 },
  );
});

test("an edge that starts its head after a time, or is taken after a failure, is no choice after a success", () => {
  const example = (edge: string) =>
    `vertices: { A: { script: a, branch: first }, B: { script: b }, C: { script: c } }\nedges: [A -> B, ${edge}]`;
  const codes = (text: string) => findingsOf(fileOf(text).content).map(({ code }) => code);
  for (const edge of ["{ tail: A, head: C, after: 30m }", "{ tail: A, head: C, when: exit == 3 }"]) {
    expect(codes(example(edge))).not.toContain("edge-never-taken");
    expect(codes(example(edge).replace("first", "one"))).not.toContain("branch-never-one");
  }
});

test("a fix is refused where somebody has given the edge a condition since it was offered", () => {
  const drawn = (edge: string) =>
    fileOf(`vertices: { A: { script: a }, B: { script: b } }\nedges: [${edge}]`);
  const { content } = drawn("{ tail: A, head: B, rescue: true }");
  const fix = findingsOf(content).find(({ code }) => code === "rescue-without-failure")?.otherFix;
  if (fix === undefined) throw new Error("no fix");
  const now = drawn("{ tail: A, head: B, when: exit == 3, rescue: true }");
  expect(editDesign(now, fixEdit(fix, now.content))).toMatchObject({ ok: false });
});

test.each([
  ["a #! line", "#!/usr/bin/zsh\nset -e\nrm -rf /srv/app/old\necho done\n"],
  ["quotes around a placeholder", "echo '{h}'"],
  ["a quoted here-document", "cat <<'E'\n{h}\nE\n"],
])("a fix of %s is refused, and says why, where the script has changed since it was checked", (_, script) => {
  const drawn = (text: string) =>
    fileOf(`vertices: { A: { script: ${JSON.stringify(text)}, inputs: { h: { type: string } } } }`);
  const { content } = drawn(script);
  const fix = findingsOf(content).find((finding) => finding.fix?.change === "text")?.fix;
  if (fix === undefined) throw new Error("no fix");
  const now = drawn(`# Above it.\n${script}`);
  expect(editDesign(now, fixEdit(fix, now.content))).toEqual({
    ok: false,
    text: "The script of A has changed since it was checked: look again.",
  });
  // As a second click does, before the corrected script is checked.
  const once = editDesign(drawn(script), fixEdit(fix, content));
  if (!once.ok) throw new Error(once.text);
  expect(editDesign(once.file, fixEdit(fix, once.file.content))).toMatchObject({ ok: false });
});

/** Each way to correct a finding leaves fewer of its kind, brings no error, and changes what it names. */
function expectFixed(file: GraphFile, before: readonly Finding[], { code, fix, otherFix }: Finding): void {
  const countIn = (findings: readonly Finding[]) => findings.filter((each) => each.code === code).length;
  for (const way of [fix, otherFix]) {
    if (way === undefined) continue;
    const edited = editDesign(file, fixEdit(way, file.content));
    if (!edited.ok) throw new Error(`${way.label}: ${edited.text}`);
    const after = findingsOf(edited.file.content);
    expect(countIn(after), way.label).toBeLessThan(countIn(before));
    // By their kinds: what is left of an error can have other words.
    const left = errorCodes(before);
    for (const error of errorCodes(after)) expect(left, way.label).toContain(error);
    const places = changedPlaces(file.content, edited.file.content);
    expect(places.length, way.label).toBeGreaterThan(0);
    const allowed = allowedPlaces(way);
    expect(
      places.filter((place) => !allowed.some((each) => place === each || place.startsWith(`${each} `))),
      way.label,
    ).toEqual([]);
  }
}

/** The places that a fix may change: `A script`, `A -> B when`; all below each. */
function allowedPlaces(fix: FindingFix): readonly string[] {
  switch (fix.change) {
    case "edge-field":
      return [`${fix.tail} -> ${fix.vertex} ${fix.field}`];
    case "timer":
      return ["when", "default", "rescue"].map((field) => `${fix.tail} -> ${fix.vertex} ${field}`);
    case "remove-edges":
      return fix.tails.map((tail) => `${tail} -> ${fix.vertex}`);
    case "connect":
      return [`${fix.tail} -> ${fix.vertex}`];
    case "field":
      return [`${fix.vertex} ${fix.path[0]}`];
    case "text":
      return [`${fix.vertex} ${fix.field}`];
    case "interpreter":
      return [`${fix.vertex} interpreter`];
    case "input":
      return [`${fix.vertex} inputs`];
    case "todo":
      return [`${fix.vertex ?? "graph"} todo`];
    case "remove-value":
      return [`${fix.vertex ?? "graph"} ${fix.of}`];
    case "tidy":
      return [fix.vertex ?? "graph"];
  }
}

function changedPlaces(before: GraphContent, after: GraphContent): readonly string[] {
  const [old, now] = [placesIn(before), placesIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((place) => old.get(place) !== now.get(place));
}

function placesIn(content: GraphContent): ReadonlyMap<string, string> {
  const parts: (readonly [string, object])[] = [
    ["graph", headerOf(content)],
    ...content.vertices,
    ...content.edges.map((edge) => [`${edge.tail} -> ${edge.head}`, edge] as const),
  ];
  const text = (value: unknown) =>
    JSON.stringify(value, (_, part) => (part instanceof Map ? [...part] : part));
  return new Map(
    parts.flatMap(([name, part]) =>
      Object.entries(part).map(([field, value]) => [`${name} ${field}`, text(value)]),
    ),
  );
}

test("the rules whose correction is clear offer it", () => {
  const offered = rules.filter(([id, { example }]) =>
    findingsOf(fileOf(example).content).some(({ code, fix }) => code === id && fix !== undefined),
  );
  expect(offered.map(([id]) => id)).toEqual(
    expect.arrayContaining([
      ...["todo", "text-line-ends", "revert-missing", "revert-none-failed", "rescue-without-failure"],
      ...[
        "join-never-holds",
        "reaction-not-reached",
        "timer-not-alone",
        "final-with-edge",
        "final-with-field",
      ],
      ...["param-unused", "input-unused", "input-undeclared", "placeholder-undeclared"],
      ...["output-from", "outputs-not-upstream", "field-of-another-kind", "parallel-above-batch"],
      ...["lock-input-unknown", "http-body", "http-exit", "email-exit", "transfer-exit", "shebang"],
    ]),
  );
});

test("a fix whose vertex or edge is gone by now is refused, and nothing is changed", () => {
  const { content } = fileOf("vertices: { A: { script: echo 1, inputs: { x: { type: string } } } }");
  const [finding] = findingsOf(content);
  if (finding?.fix === undefined) throw new Error("no fix");
  const other = fileOf("vertices: { B: { script: b } }");
  const edited = editDesign(other, fixEdit(finding.fix, other.content));
  expect(edited.ok ? edited.file.content : other.content).toEqual(other.content);
});
