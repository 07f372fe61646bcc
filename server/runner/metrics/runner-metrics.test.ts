import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { deleteGraph } from "#services/graphs/delete-graph.ts";
import { graphHistory } from "#services/history/graph-history.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { allStoredLogs } from "#services/stored-logs/read-stored-log.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { testVertex } from "#services/vertex-tests/test-vertex.ts";
import { startTestSystem } from "#testing/test-system.ts";

const TOKEN = "a-token-of-a-reader";
const system = await startTestSystem();
const { database, launch, startRunner } = system;
afterEach(system.stopRunners);

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const numberOf = (text: string, series: string) => {
  const line = text.split("\n").find((each) => each.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
};

test("a runner gives its own metrics where it is told to, to whoever shows the token, and docs/metrics.md lists every one", async () => {
  const port = await freePort();
  const runner = await startRunner({
    SIGNALBOX_RUNNER_METRICS: String(port),
    SIGNALBOX_RUNNER_METRICS_TOKEN: TOKEN,
    SIGNALBOX_SLOTS: "3",
  });
  const at = (
    path: string,
    headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` },
    method = "GET",
  ) => fetch(`http://127.0.0.1:${port}${path}`, { headers, method });
  const metrics = async () => (await at("/metrics")).text();
  await vi.waitFor(async () => expect((await at("/metrics")).status).toBe(200), 30_000);
  expect((await at("/metrics", {})).status).toBe(401);
  expect((await at("/metrics", { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await at("/other")).status).toBe(404);
  expect((await at("/metrics", undefined, "POST")).status).toBe(405);
  const before = await metrics();
  expect(numberOf(before, "signalbox_runner_slots_busy")).toBe(0);
  expect(numberOf(before, "signalbox_runner_slots_free")).toBe(3);

  const pipeline = await launch({
    name: "measured",
    vertices: { A: { script: "env" }, B: { script: "true" }, W: { script: "sleep 600" } },
    edges: ["A -> B"],
  });
  await vi.waitFor(async () => {
    const text = await metrics();
    expect(numberOf(text, 'signalbox_runner_attempt_seconds_count{graph="measured"}')).toBe(2);
    expect(numberOf(text, "signalbox_runner_claim_delay_seconds_count")).toBe(3);
    expect(numberOf(text, "signalbox_runner_slots_busy")).toBe(1);
    expect(numberOf(text, "signalbox_runner_slots_free")).toBe(2);
    expect(numberOf(text, "signalbox_runner_journal_open_attempts")).toBe(1);
    expect(numberOf(text, "signalbox_runner_journal_bytes")).toBeGreaterThan(100);
  }, 50_000);
  const text = await metrics();
  expect(numberOf(text, 'signalbox_runner_unanswered_calls_total{call="beat"}')).toBe(0);
  expect(numberOf(text, "signalbox_runner_journal_failures_total")).toBe(0);
  expect(text).not.toContain(TOKEN);
  // No script is given what the runner was told.
  const pieces = await allStoredLogs(database.queries, [pipeline.id], null, 100);
  const printed = pieces.map(({ bytes }) => bytes.toString()).join("");
  expect(printed).toContain("SIGNALBOX_VERTEX");
  expect(printed).not.toContain("RUNNER_METRICS");

  const given = [...text.matchAll(/^# TYPE (signalbox_\w+) (\w+)$/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );
  const document = await readFile(join(PROJECT_ROOT, "docs/metrics.md"), "utf8");
  const [, section = ""] = /^## Of one runner\n(.*?)^## /ms.exec(document) ?? [];
  const listed = [...section.matchAll(/^\| `(signalbox_\w+)` \| (\w+) \|/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );
  expect(listed.sort()).toEqual(given.sort());
  await runner.stop();
});

test("attempts of a graph that was deleted, and of a test of a draft, are counted as those of no graph", async () => {
  const runner = await startRunner();
  const { id, until } = await launch({ name: "leaving", vertices: { A: { script: "exit 1" } } });
  await until(({ pipeline }) => pipeline.state === "failed");
  await runner.stop();
  await deleteGraph(database, { name: "leaving" }, COMMAND_LINE);
  await system.seal({ name: "leaving", vertices: { T: { script: "true" } } });
  await retryTrack(database, { id, vertex: "A", reason: "once more" }, "ann");
  const tested = { name: "leaving", vertex: "T", reach: "vertex", params: {}, inputs: {} } as const;
  await testVertex(database, tested, "ann");

  const port = await freePort();
  await startRunner({ SIGNALBOX_RUNNER_METRICS: String(port) });
  await vi.waitFor(async () => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(numberOf(text, 'signalbox_runner_attempt_seconds_count{graph="(deleted)"}')).toBe(2);
    expect(text).not.toContain('graph="leaving"');
  }, 30_000);
  // Its page keeps the name, and the new graph of that name has none of it.
  expect((await showPipeline(database.queries, id)).pipeline).toMatchObject({
    graph: "leaving",
    revision: 1,
  });
  const history = await graphHistory(database.queries, { name: "leaving", children: false });
  expect(history.runs).toEqual([]);
});

test("a port that is taken is told, and the runner works without metrics", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as AddressInfo;
  const runner = await startRunner({ SIGNALBOX_RUNNER_METRICS: String(port) });
  const pipeline = await launch({ name: "unlucky", vertices: { A: { script: "true" } } });
  await pipeline.until((view) => view.pipeline.state === "succeeded");
  expect(runner.logLines().join("\n")).toContain("this runner gives no metrics");
  taken.close();
});
