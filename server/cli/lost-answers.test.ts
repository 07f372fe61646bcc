import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { listPipelineSummaries } from "#services/pipelines/read/list-pipelines.ts";
import { openLosingProxy } from "#testing/servers/losing-proxy.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { database, seal, startApi } = await startTestSystem();
const { url } = await startApi();
const proxy = await openLosingProxy(Number(new URL(url).port), 0);

function start(words: string, env: Readonly<Record<string, string>> = {}) {
  return runCliForTest(words.split(" "), { SIGNALBOX_URL: `http://127.0.0.1:${proxy.place}`, ...env });
}

async function pipelinesOf(graph: string): Promise<number> {
  return (await listPipelineSummaries(database.queries, { graph, limit: 10 })).pipelines.length;
}

const graph = (name: string) => ({ name, vertices: { A: { script: "true" } } });

test("a launch whose answer is lost is asked for by its id, and says what it did", async () => {
  await seal(graph("lost"));
  const lost = proxy.loseAnswerTo((sent) => sent.includes("POST /api/trpc/pipelines.launch"));
  const command = start("launch lost@1");
  await lost;
  expect(await command.code).toBe(0);
  expect(command.err).toMatch(/unknown whether this was done. Checking/);
  expect(command.out).toMatch(/^Launched pipeline \d+ of lost@1\.\n$/);
  expect(await pipelinesOf("lost")).toBe(1);
});

test("a request that did not reach the server is said to be not done, and is never done later", async () => {
  await seal(graph("cut"));
  proxy.vanish();
  const command = start("graph delete cut");
  await vi.waitFor(() => expect(command.err).toMatch(/Checking/), { timeout: 20_000 });
  proxy.appear();
  expect(await command.code).toBe(4);
  expect(command.err).toMatch(
    /It was not done: the request did not reach the database.[\s\S]*Nothing was written/,
  );
});

test("the same command with the same request id gives the first answer", async () => {
  await seal(graph("asked"));
  const env = { SIGNALBOX_REQUEST_ID: randomUUID() };
  const first = start("launch asked@1", env);
  expect(await first.code).toBe(0);
  const again = start("launch asked@1", env);
  expect([await again.code, again.out]).toEqual([0, first.out]);
  expect(await pipelinesOf("asked")).toBe(1);
});
