import { expect, test } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { database, launch, startApi } = await startTestSystem();
const server = await startApi();

async function signalbox(words: string) {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url });
  return { code: await command.code, out: command.out, err: command.err };
}

test("track fail, skip, break and retry say what follows: with --dry-run only that, else before they act", async () => {
  const runner = await StandInRunner.register(database);
  const { id } = await launch(
    "signalbox: 1\nname: seen\nonFailure: continue\nvertices: { a: { script: a }, b: { script: b }, c: { script: c } }\nedges: [a -> b, b -> c]\n",
  );
  const dry = await signalbox(`track break ${id} a --dry-run`);
  expect(dry).toMatchObject({ code: 0, out: "Stops before it begins: a\nWaits until then: b, c\n" });
  await runner.executeAll({ a: 1 });
  const skip = await signalbox(`track skip ${id} a --dry-run --json`);
  expect(JSON.parse(skip.out)).toMatchObject({ preview: { begins: { names: ["b"] } } });
  const retry = await signalbox(`track retry ${id} a --dry-run`);
  expect(retry.out).toBe("Runs now: a\nRuns if it is reached: b, c\nPipeline: Runs again\n");
  const unsaid = await signalbox(`track skip ${id} a`);
  expect(unsaid.code).not.toBe(0);
  expect(unsaid.err).toContain("It is not said why.");
  const done = await signalbox(`track skip ${id} a --reason seen`);
  expect(done.err).toContain("Runs now: b\nRuns if it is reached: c\nPipeline: Runs again\n");
  expect(done.out).toBe(`a of pipeline ${id} is skipped.\n`);
  const refused = await signalbox(`track fail ${id} a --dry-run`);
  expect(refused.out).toContain("it cannot be marked as failed now");
});
