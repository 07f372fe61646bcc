import { expect, test } from "vitest";
import { reasonsOf } from "./ungroup-for-test.ts";

const parent = (more = "") => `vertices:
  part: { kind: graph, graph: { name: part, revision: 1 } }
  tell: { script: x }
edges: [part -> tell]${more}`;

test("an inner script that is told of its pipeline is named, and it is said which pipeline it would be told of", () => {
  const child = `vertices: { ship: { script: "x\\necho $SIGNALBOX_PIPELINE" } }`;
  expect(reasonsOf(parent(), child)).toEqual([
    "The script of ship, line 2: `echo $SIGNALBOX_PIPELINE`. In this graph, ship of part would be told of this graph's pipeline, and not of the child's.",
  ]);
});

test("an inner transfer would begin anew in the graph", () => {
  const child = `vertices:
  move:
    kind: transfer
    transfer: { from: { redis-stream: { connection: q, stream: s } }, to: { clickhouse: { connection: w, table: a.b } }, columns: { id: id }, dead: d }
  a: { script: x }`;
  expect(reasonsOf(parent(), child)).toEqual([
    "move of part is a transfer: how far it has read is kept for the graph part and the name move. In this graph it would begin anew.",
  ]);
});

test("what could not be grouped again names the inner vertex and its child graph", () => {
  const child = `vertices: { ship: { script: "echo next=1 >> $SIGNALBOX_OUTPUT" } }`;
  const reasons = reasonsOf(parent(), child);
  expect(reasons).toEqual([
    expect.stringMatching(
      /^ship of part cannot stand in this graph as it is\. Grouped again, it would not do the same: The script of ship/,
    ),
  ]);
});
