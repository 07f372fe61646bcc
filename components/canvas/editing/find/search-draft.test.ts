import fc from "fast-check";
import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { type Hit, MAX_HITS, searchDraft } from "./search-draft.ts";

function fileOf(vertices: Readonly<Record<string, VertexSpec>>): GraphFile {
  const content = {
    signalbox: 1 as const,
    name: "g",
    vertices: new Map(Object.entries(vertices)),
    edges: [],
  };
  return { content, layout: new Map() };
}

const wordsOf = ({ place, label, line, before, found, after }: Hit) =>
  `${"name" in place ? place.name : place.of}: ${label}${line === null ? "" : `, line ${line}`}: ${before}[${found}]${after}`;

test("a text is found wherever a person wrote it, with the field and the line, names first", () => {
  const read = readGraphText(`signalbox: 1
name: g
description: All of the backup
params: { backup_host: { type: string, description: where } }
vertices:
  A: { script: "echo one\\ncurl backup | cat\\n", revert: "rm backup" }
  B: { kind: http, http: { url: "https://backup.example.com/", headers: { X-Backup: yes please }, body: "{}" } }
  C: { kind: approval, prompt: { title: Is the backup there? } }
  D: { inputs: { place: { type: string, description: where the backup is, from: params.backup_host } } }
  pre-backup: {}
  backup: { script: exit 0, todo: [ask for the backup] }
edges:
  - { tail: A, head: B, when: outputs.backup == "x" }
frames: { f: { title: Backup and more, vertices: [C] } }
notes: { n: { text: "# Why\\nno Backup on Sundays", at: [0, 0] } }
`);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  expect(searchDraft(read.file, "BACKUP").map(wordsOf)).toEqual([
    "backup: Name: [backup]",
    "pre-backup: Name: pre-[backup]",
    "A: Script, line 2: curl [backup] | cat",
    "A: Undo script: rm [backup]",
    "B: Request: GET https://[backup].example.com/",
    "B: Headers: X-[Backup]: yes please",
    "C: Question: Is the [backup] there?",
    "D: Input place, from: params.[backup]_host",
    "D: Input place, description: where the [backup] is",
    "backup: To do: ask for the [backup]",
    'edge: Condition: outputs.[backup] == "x"',
    "f: Frame: [Backup] and more",
    "n: Note, line 2: no [Backup] on Sundays",
    "graph: Description: All of the [backup]",
    "graph: Parameter: [backup]_host",
  ]);
  expect(searchDraft(read.file, "  ")).toEqual([]);
});

test("what is found is where the hit says, for any text and any line breaks", () => {
  const piece = fc.constantFrom(
    "a",
    "É",
    "e\u0301",
    "İ",
    "\r\n",
    "\r",
    "\n",
    "😀",
    "(",
    "\\",
    "[",
    " ",
    "\ud83d",
  );
  const text = fc.array(piece, { maxLength: 40 }).map((all) => all.join(""));
  fc.assert(
    fc.property(text, fc.array(piece, { minLength: 1, maxLength: 3 }), (script, typed) => {
      const query = typed.join("").replace(/[\r\n]/g, "");
      const shown = script.replace(/\r\n?/g, "\n");
      for (const hit of searchDraft(fileOf({ v: { script } }), query)) {
        if (hit.label !== "Script") continue;
        expect(shown.slice(hit.from, hit.from + hit.found.length)).toBe(hit.found);
        expect(shown.slice(0, hit.from).split("\n")).toHaveLength(hit.line ?? 1);
        expect(`${hit.before}${hit.found}${hit.after}`).not.toContain("\n");
      }
      // A half of a character is found in no whole one.
      if (query.trim() !== "" && !/\p{Surrogate}/u.test(query) && shown.includes(query))
        expect(searchDraft(fileOf({ v: { script } }), query).some(({ label }) => label === "Script")).toBe(
          true,
        );
    }),
  );
});

test("a hit of a line without an end is a short excerpt, and no more hits are given than anybody steps through", () => {
  const long = `${"x".repeat(60_000)}needle${"y".repeat(60_000)}`;
  const [hit] = searchDraft(fileOf({ v: { script: long } }), "needle");
  expect(hit).toMatchObject({ from: 60_000, found: "needle" });
  expect(`${hit?.before}${hit?.after}`.length).toBeLessThan(120);
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`v${at}`, { script: "x\n".repeat(100) }]),
  );
  expect(searchDraft(fileOf(many), "x")).toHaveLength(MAX_HITS);
});
