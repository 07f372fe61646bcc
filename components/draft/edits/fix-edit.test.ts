import { describe, expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { Finding, GraphFile } from "#engine/model/graph-content.ts";
import { RULE_GROUPS } from "#engine/rules/rules.ts";
import { editDesign } from "./edit-design.ts";
import { fixEdit } from "./fix-edit.ts";

function fileOf(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: example\n${text}\n`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const errors = (findings: readonly Finding[]) =>
  findings.flatMap(({ code, level, text }) => (level === "error" ? [`${code} ${text}`] : []));

const rules = Object.values(RULE_GROUPS).flatMap((group) => Object.entries(group));
const more: readonly (readonly [string, string])[] = [
  ["shebang", 'vertices: { A: { script: "#!/bin/zsh -e\\ntrue" } }'],
  ["shebang", 'vertices: { A: { script: "#!/bin/bash -n\\ntrue" } }'],
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
    "vertices: { A: { script: a, branch: first }, B: { script: b }, C: { script: c } }\nedges: [A -> B, { tail: A, head: C, when: exit == 3 }]",
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

    test("is gone after its fix, which brings no error and can be taken back", () => {
      const ways = fixable.flatMap(({ text, fix, otherFix }) => [
        { text, fix },
        { text, fix: otherFix },
      ]);
      for (const { text, fix } of ways) {
        if (fix === undefined) continue;
        const edited = editDesign(file, fixEdit(fix, file.content));
        if (!edited.ok) throw new Error(`${fix.label}: ${edited.text}`);
        const after = findingsOf(edited.file.content);
        expect(
          after.map((finding) => finding.text),
          fix.label,
        ).not.toContain(text);
        expect(errors(before)).toEqual(expect.arrayContaining(errors(after)));
      }
    });
  },
);

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
