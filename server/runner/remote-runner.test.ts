import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { RUNNER_CALLS_PATH } from "#contract/runners/runner-calls.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { insertFolder } from "#repos/rights/folder-rows.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { listRunnerViews } from "#services/fleet/show-fleet.ts";
import { addRunnerToken, enrolRunner, revokeRunnerToken } from "#services/remote-runners/runner-tokens.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { trackIn, wideGraph } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { openLosingProxy } from "#testing/servers/losing-proxy.ts";
import { startTestSystem } from "#testing/test-system.ts";

const KEY = randomBytes(32);
const VALUE = "remote-p@ssword";

const system = await startTestSystem();
const { database, launch, startApi, startRemoteRunner, makeDirectory } = system;
afterEach(system.stopRunners);
const api = await startApi(KEY, true);
const marks = await makeDirectory();
await saveSecret(database.queries, secretBox(KEY), { name: "deploy-token", value: VALUE }, ANN);

/** A token as its runner has it after the enrolment. */
async function tokenFor(
  name: string,
  { labels = [], folders = [""] }: { labels?: string[]; folders?: string[] } = {},
): Promise<{ readonly id: number; readonly token: string }> {
  const { id, code } = await addRunnerToken(database.queries, { name, labels, folders, days: null }, "ann");
  const token = randomBytes(32).toString("base64url");
  await enrolRunner(database.queries, { code, token });
  return { id, token };
}

/** A call as a runner makes it. */
async function call(token: string, name: string, input: object, url = api.url) {
  const response = await fetch(`${url}${RUNNER_CALLS_PATH}/${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: wireText(input),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each call has an answer of its own.
  return { status: response.status, answer: readWireText(await response.text()) as any };
}

const IDENTITY = {
  host: "h",
  pid: 1,
  slots: 4,
  containment: "process-group",
  containmentWhy: "",
  fences: ["default"],
  leaseMs: 600_000,
};
async function registered(token: string, name: string, labels: string[] = []): Promise<number> {
  return (await call(token, "register", { ...IDENTITY, name, labels })).answer.runnerId;
}
const request = () => ({ request: randomBytes(32).toString("hex"), isAgain: false });
const hasSucceeded = ({ pipeline }: { pipeline: { state: string } }) => pipeline.state === "succeeded";
const ENDED = {
  exitCode: 0,
  signal: null,
  outputText: "k=v\n",
  isOutputCut: false,
  endedBy: null,
  spawnError: null,
};
// biome-ignore lint/suspicious/noExplicitAny: as it was answered.
const resultOf = ({ trackId, pipelineId, number, attempt, token }: any) => ({
  trackId,
  pipelineId,
  number,
  attempt,
  token,
  end: ENDED,
  logBytes: 0,
  isLogCut: false,
});

test("a runner without database and key runs a pipeline with secrets, logs, timers and a child, and is asked about nothing else", async () => {
  const { token } = await tokenFor("far");
  const runner = await startRemoteRunner(api.url, token);
  await system.seal({ name: "child", vertices: { C: { script: "echo in the child" } } });
  const run = await launch({
    name: "whole",
    vertices: {
      A: {
        inputs: { token: { type: "secret", default: "deploy-token" } },
        script:
          '[ "$token" = "remote-p@ssword" ] && echo "it is {token}" && echo "n=1.50" >> $SIGNALBOX_OUTPUT',
      },
      W: { kind: "wait", wait: { for: "1s" } },
      B: {
        inputs: { n: { type: "number", from: "outputs.A.n" } },
        script: 'echo "n={n}" >> $SIGNALBOX_OUTPUT',
      },
      G: { kind: "graph", graph: "child@1" },
    },
    edges: ["A -> W -> B -> G"],
  });
  const view = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(view.tracks.map(({ vertex, state }) => [vertex, state])).toEqual(
    view.tracks.map(({ vertex }) => [vertex, "succeeded"]),
  );
  expect(String(trackIn(view, "B").outputs?.["n"])).toBe("1.50");
  const [logs] = await database.pool.query("select bytes from log_chunk");
  const text = (logs as { bytes: Buffer }[]).map(({ bytes }) => bytes.toString()).join("");
  expect(text).toContain("it is ***");
  expect(text).not.toContain(VALUE);
  expect((await listRunnerViews(database.queries, ANN.rights)).map(({ name }) => name)).toContain("far");
  await runner.stop();
  expect(await runner.gone).toBe(0);
});

test("the web goes away in the middle of a wide pipeline: each script runs once, and no result is lost", async () => {
  const { token } = await tokenFor("cut");
  const runner = await startRemoteRunner(api.url, token, { SIGNALBOX_SLOTS: "4", SIGNALBOX_LEASE: "30" });
  const tally = join(marks, "cut");
  const script = `echo $SIGNALBOX_VERTEX >> ${tally}; sleep 0.05; echo "done=$SIGNALBOX_VERTEX" >> "$SIGNALBOX_OUTPUT"`;
  const run = await launch(wideGraph("cut", 24, script));
  await vi.waitFor(() => expect(linesOf(tally).length).toBeGreaterThan(5), { timeout: 30_000, interval: 10 });
  await api.markLost();
  await vi.waitFor(() => expect(runner.logLines().join()).toContain("the server cannot be reached"), {
    timeout: 20_000,
  });
  await api.appear();
  const { tracks } = await run.until(hasSucceeded);
  expect(linesOf(tally).sort()).toEqual(tracks.map(({ vertex }) => vertex).sort());
  expect(tracks.map(({ outputs }) => outputs?.["done"])).toEqual(tracks.map(({ vertex }) => vertex));
  expect(tracks.map(({ attempt }) => attempt)).toEqual(tracks.map(() => 1));
  await runner.stop();
});

test("answers to claims and results are lost: they are asked for again, nothing is doubled and nothing handed back", async () => {
  const proxy = await openLosingProxy(Number(new URL(api.url).port), 0);
  const { token } = await tokenFor("losing");
  const tally = join(marks, "losing");
  const vertices = Object.fromEntries(
    ["A", "B", "C"].map((name) => [name, { script: `echo ${name} >> ${tally}` }]),
  );
  const runner = await startRemoteRunner(`http://127.0.0.1:${proxy.place}`, token);
  const lastCall = (sent: string) => /^\/api\/runner\/(\w+)/.exec(sent.split("POST ").at(-1) ?? "")?.[1];
  const claimLost = proxy.loseAnswerTo((sent) => lastCall(sent) === "claim");
  const run = await launch({ name: "losing", vertices, edges: ["A -> B -> C"] });
  await claimLost;
  await proxy.loseAnswerTo((sent) => lastCall(sent) === "settle");
  const view = await run.until(hasSucceeded);
  expect(view.tracks.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  expect(linesOf(tally)).toEqual(["A", "B", "C"]);
  await runner.stop();
  proxy.close();
});

test("another web process answers a claim and a result again, though it has not carried them out", async () => {
  const { token } = await tokenFor("again");
  const other = await startApi(KEY);
  const runnerId = await registered(token, "again");
  const run = await launch({
    name: "again",
    vertices: { A: { script: "echo a" }, B: { script: "echo b" } },
    edges: ["A -> B"],
  });
  const claim = { runnerId, ...request(), free: 2, except: [] };
  const first = await call(token, "claim", claim);
  expect(first.answer.claimed).toHaveLength(1);
  expect((await call(token, "claim", claim)).answer).toEqual(first.answer);
  expect((await call(token, "claim", { ...claim, isAgain: true }, other.url)).answer).toEqual(first.answer);
  const settle = { runnerId, ...request(), free: 1, results: [resultOf(first.answer.claimed[0])] };
  const settled = await call(token, "settle", settle);
  expect(settled.answer).toMatchObject({ fates: ["settled"], claimed: [{ vertex: "B" }] });
  expect((await call(token, "settle", { ...settle, isAgain: true }, other.url)).answer).toEqual(
    settled.answer,
  );
  expect((await everyAttempt(database.queries, run.id, "B")).map(({ number }) => number)).toEqual([1]);
  const last = { ...settle, ...request(), results: [resultOf(settled.answer.claimed[0])] };
  await call(token, "settle", last);
  expect((await run.now()).pipeline.state).toBe("succeeded");
});

test("a token counts for its name, labels and folders only, and for its own attempts", async () => {
  const rootId = 1;
  await insertFolder(database.queries, { parentId: rootId, path: "ops", createdBy: "ann" });
  const opsId = await insertFolder(database.queries, { parentId: rootId, path: "ops/db", createdBy: "ann" });
  const inside = await tokenFor("web-*", { labels: ["gpu"], folders: ["ops"] });
  const foreign = await tokenFor("elsewhere");
  const named = (name: string, labels: string[]) =>
    call(inside.token, "register", { ...IDENTITY, name, labels });
  expect((await named("other", [])).status).toBe(403);
  expect((await named("web-1", ["root"])).status).toBe(403);
  expect((await call("nonsense", "who", {})).status).toBe(401);

  const outsideRun = await launch({ name: "outside", vertices: { A: { script: "echo a" } } });
  const run = await launch({
    name: "inside",
    vertices: {
      A: { inputs: { token: { type: "secret", default: "deploy-token" } }, script: "echo {token}" },
    },
  });
  await database.pool.query(`update graph set folder_id = ${opsId} where name = 'inside'`);
  const runnerId = await registered(inside.token, "web-1", ["gpu"]);
  const looked = await call(inside.token, "look", { runnerId, free: 9 });
  expect(looked.answer.candidates.map(({ pipelineId }: { pipelineId: number }) => pipelineId)).toEqual([
    run.id,
  ]);
  const { claimed } = (await call(inside.token, "claim", { runnerId, ...request(), free: 9, except: [] }))
    .answer;
  expect(claimed.map(({ pipelineId }: { pipelineId: number }) => pipelineId)).toEqual([run.id]);

  const { trackId, pipelineId, number, attempt, token } = claimed[0];
  const key = { trackId, pipelineId, number, attempt, token };
  expect((await call(foreign.token, "secrets", key)).status).toBe(403);
  expect((await call(inside.token, "secrets", key)).answer.values).toEqual([["deploy-token", VALUE]]);
  const elsewhere = await registered(foreign.token, "elsewhere");
  const theft = { runnerId: elsewhere, ...request(), free: 0, results: [resultOf(claimed[0])] };
  expect((await call(foreign.token, "settle", theft)).answer.fates).toEqual(["stale"]);
  expect((await call(foreign.token, "beat", { runnerId, leaseMs: 3_000 })).answer).toEqual({
    isAlive: false,
  });
  const piece = { trackId, attempt, seq: 1, stream: "merged", base64: btoa("forged"), ageMs: 0 };
  await call(foreign.token, "log", { pieces: [piece] });
  const [rows] = await database.pool.query(`select 1 from log_chunk where track_id = ${trackId}`);
  expect(rows).toEqual([]);
  expect(trackIn(await run.now(), "A").state).toBe("running");
  await call(inside.token, "settle", { runnerId, ...request(), free: 0, results: [resultOf(claimed[0])] });
  expect((await run.now()).pipeline.state).toBe("succeeded");
  expect((await call(inside.token, "secrets", key)).status).toBe(403);

  const { answer } = await call(foreign.token, "claim", {
    runnerId: elsewhere,
    ...request(),
    free: 9,
    except: [],
  });
  await call(foreign.token, "settle", {
    runnerId: elsewhere,
    ...request(),
    free: 0,
    results: answer.claimed.map(resultOf),
  });
  expect((await outsideRun.now()).pipeline.state).toBe("succeeded");
});

test("an enrolment code is exchanged once, by one runner, which may ask again", async () => {
  const { code } = await addRunnerToken(
    database.queries,
    { name: "once", labels: [], folders: [""], days: null },
    "ann",
  );
  const exchange = (token: string) => call("", "enroll", { code, token });
  const mine = randomBytes(32).toString("base64url");
  expect((await exchange(mine)).answer).toEqual({ name: "once", labels: [] });
  expect((await exchange(mine)).status).toBe(200);
  expect((await exchange(randomBytes(32).toString("base64url"))).status).toBe(401);
  expect((await call(mine, "who", {})).answer).toEqual({ name: "once", labels: [] });
});

test("a runner whose token is revoked ends, and its script with it", async () => {
  const { id, token } = await tokenFor("revoked");
  const runner = await startRemoteRunner(api.url, token);
  const tally = join(marks, "revoked");
  const run = await launch({
    name: "revoked",
    vertices: { A: { script: `echo begin >> ${tally}; sleep 600; echo end >> ${tally}` } },
  });
  await vi.waitFor(() => expect(linesOf(tally)).toEqual(["begin"]), { timeout: 30_000 });
  await revokeRunnerToken(database.queries, id, "ann");
  expect(await runner.gone).toBe(1);
  expect(runner.logLines().join()).toContain("The server refuses this runner");
  await run.until((view) => trackIn(view, "A").state === "lost");
});
