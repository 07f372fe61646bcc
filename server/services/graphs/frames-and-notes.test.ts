import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { applyGraphText } from "./save-graph.ts";
import { sealGraph } from "./seal-graph.ts";
import { exportGraph } from "./show-graph.ts";

const { database } = await startTestSystem();

const HEAD =
  "signalbox: 1\nname: framed\nvertices:\n  A: { script: echo a }\n  B: { script: echo b }\nedges:\n  - A -> B\n";
const DRAWN = `frames:
  f: { title: Both, colour: blue, collapsed: true, vertices: [A, B] }
notes:
  why:
    text: |
      # Why
      é "quoted" $map
    at: [0, -200]
`;

test("frames and notes are stored to the byte, are no change of the content, and a revision keeps those of its seal", async () => {
  const textOf = async (number?: number) =>
    (await transact(database, (tx) => exportGraph(tx, "framed", number))).text;
  const plain = await applyGraphText(database, HEAD, "ann");
  const bare = await textOf();
  expect(bare).not.toMatch(/frames|notes/);
  const drawn = await applyGraphText(database, HEAD + DRAWN, "ann");
  expect(drawn.digest).toBe(plain.digest);
  const withDrawn = await textOf();
  expect(withDrawn).toBe(bare + DRAWN);
  const first = await sealGraph(database, { name: "framed" }, "ann");
  await applyGraphText(database, withDrawn.replace("Both", "Others"), "ann");
  const again = await sealGraph(database, { name: "framed" }, "ann");
  expect([again.revision, again.isNew]).toEqual([first.revision, false]);
  expect(await textOf(first.revision)).toBe(withDrawn);
  expect(await textOf()).toContain("Others");
});
