import { expect, test } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { database, startApi } = await startTestSystem();
const server = await startApi();
const runner = await StandInRunner.register(database);

const CHAIN =
  "signalbox: 1\nname: compared\nvertices:\n  A: { script: echo A }\n  B: { script: echo B }\nedges: [A -> B]\n";

async function run(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

async function json(words: string) {
  const { code, out } = await run(`${words} --json`);
  return { code, document: JSON.parse(out) };
}

test("two pipelines are compared: where they parted first, and each track that differs", async () => {
  await run("graph apply -f -", CHAIN);
  const { document: good } = await json("launch compared");
  expect(await run(`pipeline compare ${good.id}`)).toMatchObject({
    code: 3,
    err: expect.stringContaining("succeeded before it"),
  });
  await runner.executeAll();
  const { document: bad } = await json("launch compared");
  await runner.executeAll({ A: 3 });
  const { code, out } = await run(`pipeline compare ${bad.id}`);
  expect(code).toBe(0);
  expect(out).toMatch(/^First difference: A \(state, exit code, outputs\)\. 2 of 2 tracks differ\.$/m);
  expect(out).toMatch(/^A +failed +succeeded /m);
  const { document } = await json(`pipeline compare ${bad.id} ${good.id}`);
  expect(document).toMatchObject({
    ...{ a: { id: bad.id }, b: { id: good.id }, first: "A", vertices: 2, differing: 2, graph: null },
    tracks: [{ vertex: "A" }, { vertex: "B" }],
  });
  const same = await json(`pipeline compare ${bad.id} ${bad.id} --all`);
  expect(same.document).toMatchObject({
    first: null,
    differing: 0,
    tracks: [{ differs: [] }, { differs: [] }],
  });
});
