import fc from "fast-check";
import { expect, test } from "vitest";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { arbitraryChanges } from "#engine/merge/arbitrary-changes-for-test.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { editDraft, startDraft, undo } from "../draft.ts";
import { readStoredHistory, storedHistory } from "./stored-history.ts";

function graph(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  return read.file;
}

test("a history comes back as it was, after a browser cloned it", () => {
  fc.assert(
    fc.property(arbitraryChanges, ({ base, mine, theirs }) => {
      const history = { file: mine, past: [base, theirs, base], future: [theirs] };
      const read = readStoredHistory(structuredClone(storedHistory(history)), "g");
      expect(graphFileJson(read?.file ?? base)).toEqual(graphFileJson(mine));
      expect(read?.past.map((file) => graphFileJson(file))).toEqual(
        history.past.map((file) => graphFileJson(file)),
      );
      expect(read?.future.map((file) => graphFileJson(file))).toEqual([graphFileJson(theirs)]);
      // What two steps share is one thing again: two hundred steps cost little more than one.
      expect(read?.past[0]?.content.vertices.get("A")).toBe(read?.past[2]?.content.vertices.get("A"));
    }),
    { numRuns: 40 },
  );
});

test("numbers keep their digits", () => {
  const file = graph("params: { x: { type: number, default: 3.10 } }\nvertices: { A: {} }");
  const read = readStoredHistory(structuredClone(storedHistory({ file, past: [], future: [] })), "g");
  expect(read?.file).toEqual(file);
});

test("the value of a secret is not kept", () => {
  const file = graph(
    "params: { p: { type: secret, default: hunter1 } }\nvertices: { A: { inputs: { i: { type: secret, default: hunter2 } } } }",
  );
  const stored = storedHistory({ file, past: [file], future: [file] });
  expect(JSON.stringify(stored)).not.toContain("hunter");
  expect(readStoredHistory(stored, "g")?.file.content.params?.["p"]).toEqual({ type: "secret" });
});

test("of a long history of a large graph the last steps are kept", () => {
  const names = Array.from({ length: 1_250 }, (_, n) => `v${n}: {}`).join(", ");
  let draft = startDraft(graph(`vertices: { ${names} }`));
  for (let x = 1; x <= 90; x += 1)
    draft = editDraft(draft, { do: "move", places: new Map([["v0", { x, y: 0 }]]) }).draft;
  const stored = storedHistory(draft);
  expect(stored.past).toHaveLength(80);
  const last = readStoredHistory(stored, "g")?.past.at(-1);
  expect(last?.layout.get("v0")).toEqual(undo(draft).file.layout.get("v0"));
});

test.each([
  null,
  {},
  { format: 2 },
  { format: 1, pool: ["{"], file: { header: 0 } },
  { format: 1, pool: [], file: {} },
])("%j is no history", (value) => {
  expect(readStoredHistory(value, "g")).toBeNull();
});
