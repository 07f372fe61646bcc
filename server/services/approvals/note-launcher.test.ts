import { afterAll, expect, test } from "vitest";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { transact } from "#platform/database/db.ts";
import { lockPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { insertGrant } from "#repos/rights/grant-rows.ts";
import { addPerson } from "#services/people/people.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";

const { database, databaseUrl } = await startTestSystem();
const { queries } = database;
const ROOT_ID = 1;
const servers: Awaited<ReturnType<typeof startApiServer>>[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function apiOf(name: string) {
  const { id } = await addPerson(queries, { name, email: `${name}@example.com` }, COMMAND_LINE);
  const row = { personId: id, groupId: null, folderId: ROOT_ID, role: "admin", createdBy: "test" } as const;
  await insertGrant(queries, row);
  const actor = { who: "person", id, name, sessionId: id, rights: ALL_RIGHTS } as const;
  const server = await startApiServer(databaseUrl, { actor });
  servers.push(server);
  return openApiClient(server.url);
}
const runs = (name: string) => ({ kind: "graph", graph: { name, revision: 1 } });
const [lin, bob, cas] = [await apiOf("lin"), await apiOf("bob"), await apiOf("cas")];

async function sealed(name: string, graph: object) {
  await lin.graphs.applyText.mutate({ text: JSON.stringify({ signalbox: 1, name, ...graph }) });
  await lin.graphs.seal.mutate({ name });
}

test("whoever decides in a child pipeline of a child pipeline is a launcher of what is approved above it", async () => {
  await sealed("inner", { vertices: { A: { script: "true" } } });
  await sealed("middle", { vertices: { inner: runs("inner") } });
  const ok = { kind: "approval", prompt: { excludeLauncher: true } };
  await sealed("outer", { vertices: { build: runs("middle"), ok }, edges: ["build -> ok"] });
  const { id } = await lin.pipelines.launch.mutate({ graph: "outer", params: {}, inputs: {} });
  await reconcileChildPipelines(database);
  await reconcileChildPipelines(database);
  const runner = await StandInRunner.register(database);
  const track = await runner.claim();
  if (track === null) throw new Error("A was not claimed.");
  await runner.settle(track, 1);
  await bob.tracks.force.mutate({
    id: track.pipelineId,
    vertex: "A",
    to: "succeeded",
    reason: "done by hand",
  });
  await reconcileChildPipelines(database);
  await reconcileChildPipelines(database);
  const prompt = (await lin.prompts.list.query({})).find(({ pipeline }) => pipeline.id === id)?.id ?? 0;
  const answer = { id: prompt, values: {}, verdict: "approve" } as const;
  await expect(bob.prompts.answer.mutate(answer)).rejects.toThrow(
    /bob launched the pipeline, or decided what runs in it/,
  );
  expect(await cas.prompts.answer.mutate(answer)).toMatchObject({ state: "answered" });
});

test("who decides in a running child pipeline does not wait for those above it: their rows are locked before that of a child", async () => {
  await sealed("below", {
    onFailure: "continue",
    vertices: { A: { script: "true" }, B: { script: "true" } },
  });
  await sealed("above", { vertices: { below: runs("below") } });
  const { id } = await lin.pipelines.launch.mutate({ graph: "above", params: {}, inputs: {} });
  await reconcileChildPipelines(database);
  const runner = await StandInRunner.register(database);
  const track = await runner.claim();
  if (track === null) throw new Error("Nothing was claimed.");
  await runner.settle(track, 1);
  await transact(database, async (tx) => {
    await lockPipeline(tx, id);
    const forced = {
      id: track.pipelineId,
      vertex: track.vertex,
      to: "succeeded",
      reason: "by hand",
    } as const;
    expect(await bob.tracks.force.mutate(forced)).toMatchObject({ state: "running" });
  });
});
