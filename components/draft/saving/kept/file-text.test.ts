import fc from "fast-check";
import { expect, test } from "vitest";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { fileText } from "./file-text.ts";

test("the text of a graph file says what its JSON says, also where parts of it were written before", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, (json) => {
      const parsed = parseGraphFile(json);
      if (!parsed.ok) throw new Error(parsed.problems[0]?.text);
      const { file } = parsed;
      const [first] = file.content.vertices.keys();
      const less = [...file.content.vertices].map(
        ([name, spec]) => [name, name === first ? {} : spec] as const,
      );
      for (const each of [file, { ...file, content: { ...file.content, vertices: new Map(less) } }])
        expect(readWireText(fileText(each))).toEqual(readWireText(wireText(graphFileJson(each))));
    }),
    { numRuns: 25 },
  );
});
