import { expect, test } from "vitest";
import { MAX_SHOWN_REVISIONS } from "#contract/graphs/graphs.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { insertRevision } from "#repos/graphs/revision-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "../run-cli-for-test.ts";

const { database, seal, startApi } = await startTestSystem();
const server = await startApi();

async function typed(words: string) {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url });
  return { code: await command.code, out: command.out, err: command.err };
}

test("a revision is found by its digest however old it is, and one that is sealed later with the same digits is not taken in its place", async () => {
  const { queries } = database;
  await seal({ name: "long", vertices: { a: { script: "true" } } });
  const graphId = (await findGraph(queries, "long"))?.id ?? -1;
  const row = { graphId, edit: 1, header: {}, findings: [], savedBy: "ann" };
  const last = MAX_SHOWN_REVISIONS + 5;
  const begin = (number: number) => (number === 2 || number === last ? "abcdef" : "000000");
  for (let number = 2; number <= last; number += 1)
    await insertRevision(queries, {
      ...row,
      number,
      digest: `sha256:${begin(number)}${String(number).padStart(58, "0")}`,
    });
  const old = `sha256:abcdef${"2".padStart(58, "0")}`;
  expect(await typed(`graph revisions long@${old}`)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/@1 /),
  });
  expect(await typed("graph show long@sha256:abcd")).toMatchObject({
    code: 2,
    err: expect.stringContaining(`fits 2 revisions of long: ${last}, 2.`),
  });
  expect((await typed("graph show long@sha256:0000")).err).toContain(
    "fits more than 10 revisions of long: 104,",
  );
  expect(await typed("graph show long@sha256:ffff")).toMatchObject({
    code: 3,
    err: expect.stringContaining("graph revisions long"),
  });
});
