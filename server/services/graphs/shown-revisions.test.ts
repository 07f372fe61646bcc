import { expect, test } from "vitest";
import { MAX_SHOWN_REVISIONS } from "#contract/graphs/graphs.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { insertRevision } from "#repos/graphs/revision-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { showGraph } from "./show-graph.ts";

const { database, seal } = await startTestSystem();

test("a graph is shown with its newest revisions, and with the one that says what its draft says, however old that is", async () => {
  const { queries } = database;
  await seal({ name: "long", vertices: { a: { script: "true" } } });
  const graphId = (await findGraph(queries, "long"))?.id ?? -1;
  const row = { graphId, edit: 1, header: {}, findings: [], savedBy: "ann" };
  const last = MAX_SHOWN_REVISIONS + 20;
  for (let number = 2; number <= last; number += 1)
    await insertRevision(queries, { ...row, number, digest: `sha256:${String(number).padStart(64, "0")}` });
  const { revisions, sealedAs } = await showGraph(queries, "long", undefined);
  expect([revisions.length, revisions[0]?.number, revisions.at(-1)?.number]).toEqual([
    ...[MAX_SHOWN_REVISIONS, last, last - MAX_SHOWN_REVISIONS + 1],
  ]);
  expect(sealedAs).toBe(1);
});
