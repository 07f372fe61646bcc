import { randomUUID } from "node:crypto";
import { createTRPCClient, httpLink } from "@trpc/client";
import { expect, test } from "vitest";
import { transformer } from "#contract/transformer.ts";
import { openLosingProxy } from "#testing/servers/losing-proxy.ts";
import { startTestSystem } from "#testing/test-system.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import { keptRequest, requestHeaders, requestLink } from "./request-link.ts";

const { database, seal, startApi } = await startTestSystem();
const { url } = await startApi();
const proxy = await openLosingProxy(Number(new URL(url).port), 0);

/** A client as a page has it, and what the page is told while it asks. */
function openPage() {
  const told: boolean[] = [];
  const link = requestLink({
    newId: randomUUID,
    pause: async () => true,
    onChecking: (isChecking) => told.push(isChecking),
  });
  const address = `http://127.0.0.1:${proxy.place}/api/trpc`;
  const http = httpLink({
    url: address,
    transformer,
    headers: ({ op }) => requestHeaders(op),
  });
  return { told, api: createTRPCClient<AppRouter>({ links: [link, http] }) };
}

async function countOf(graph: string): Promise<number> {
  const [rows] = await database.pool.query("SELECT COUNT(*) AS n FROM pipeline WHERE name = ?", [graph]);
  return (rows as { n: number }[])[0]?.n ?? 0;
}

const launchOf = (graph: string) => ({ graph, params: {}, inputs: {} });

test("a double click is one launch, and both clicks get its answer", async () => {
  await seal({ name: "double", vertices: { A: { script: "true" } } });
  const { api } = openPage();
  const [one, other] = await Promise.all([
    api.pipelines.launch.mutate(launchOf("double")),
    api.pipelines.launch.mutate(launchOf("double")),
  ]);
  expect(other).toEqual(one);
  expect(await countOf("double")).toBe(1);
});

test("a click after the answer is another launch", async () => {
  await seal({ name: "two", vertices: { A: { script: "true" } } });
  const { api } = openPage();
  await api.pipelines.launch.mutate(launchOf("two"));
  await api.pipelines.launch.mutate(launchOf("two"));
  expect(await countOf("two")).toBe(2);
});

test("while the outcome is unknown the page is told so; then it gets the first answer, with its dates", async () => {
  await seal({ name: "lost", vertices: { A: { script: "true" } } });
  const { api, told } = openPage();
  const { id } = await api.pipelines.launch.mutate(launchOf("lost"));
  const lost = proxy.loseAnswerTo((sent) => sent.includes("POST /api/trpc/pipelines.pause"));
  const paused = await api.pipelines.pause.mutate({ id });
  await lost;
  expect(told).toEqual([true, false]);
  expect(paused).toMatchObject({ id, launchedAt: expect.any(Date) });
});

test("a caller that shows by itself what is under way gets the first answer, and the page is told nothing", async () => {
  await seal({ name: "quiet", vertices: { A: { script: "true" } } });
  const { api, told } = openPage();
  const { id } = await api.pipelines.launch.mutate(launchOf("quiet"));
  const lost = proxy.loseAnswerTo((sent) => sent.includes("POST /api/trpc/pipelines.pause"));
  const paused = await api.pipelines.pause.mutate({ id }, keptRequest(randomUUID(), { saysItself: true }));
  await lost;
  expect(told).toEqual([]);
  expect(paused).toMatchObject({ id });
});

test("a refusal is an answer: nothing is asked", async () => {
  const { api, told } = openPage();
  await expect(api.pipelines.launch.mutate(launchOf("nowhere"))).rejects.toThrow(/no graph/);
  expect(told).toEqual([]);
});
