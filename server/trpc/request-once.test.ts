import { randomUUID } from "node:crypto";
import type { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { REPEATABLE } from "#contract/requests.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { appRouter } from "./routers/router.ts";

const { database, startApi } = await startTestSystem();
const { url } = await startApi();
const api = openApiClient(url);
const asking = (id: string) => openApiClient(url, id);

const text = (name: string) =>
  `signalbox: 1\nname: ${name}\nvertices:\n  A: { script: echo A }\n  B: { kind: approval, prompt: { title: Go? } }\n`;
const launchOf = (graph: string) => ({ graph, params: {}, inputs: {} });

async function count(table: string): Promise<number> {
  const [rows] = await database.pool.query(`SELECT COUNT(*) AS n FROM ${table}`);
  return (rows as { n: number }[])[0]?.n ?? 0;
}

const refusalIn = (error: unknown) =>
  (error as TRPCClientError<typeof appRouter>).data?.refusal?.text ?? String(error);

type Described = { readonly _def: { readonly type: string; readonly meta?: { readonly mutation?: string } } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Described>);
const mutations = procedures.filter(([, { _def }]) => _def.type === "mutation");

test("every mutation is carried out once for its request's id, or is listed with the reason why it may be repeated", () => {
  expect(mutations.length).toBeGreaterThan(15);
  for (const [path, { _def }] of mutations)
    expect([path, _def.meta?.mutation]).toEqual([
      path,
      Object.hasOwn(REPEATABLE, path) ? "repeatable" : "once",
    ]);
  expect(Object.keys(REPEATABLE).filter((path) => !mutations.some(([name]) => name === path))).toEqual([]);
});

test("without an id no mutation is carried out, whatever its input is", async () => {
  for (const [path] of mutations.filter(([name]) => !Object.hasOwn(REPEATABLE, name))) {
    const response = await fetch(`${url}/api/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ json: { name: "none" } }),
    });
    expect([path, response.status]).toEqual([path, 400]);
    expect(await response.text()).toContain("idempotency-key");
  }
});

test("a launch that is asked for again with its id gives the first answer, and launches nothing", async () => {
  await api.graphs.applyText.mutate({ text: text("again") });
  const id = randomUUID();
  const first = await asking(id).pipelines.launch.mutate(launchOf("again"));
  const pipelines = await count("pipeline");
  expect(await asking(id).pipelines.launch.mutate(launchOf("again"))).toEqual(first);
  expect(await count("pipeline")).toBe(pipelines);
});

test("a request that comes twice at the same time is carried out once", async () => {
  await api.graphs.applyText.mutate({ text: text("twice") });
  const before = await count("pipeline");
  const id = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => asking(id).pipelines.launch.mutate(launchOf("twice"))),
  );
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(await count("pipeline")).toBe(before + 1);
});

test("an answer, a pause and a new graph that are asked for again are not refused as done before", async () => {
  await api.graphs.applyText.mutate({ text: text("known") });
  const { id } = await api.pipelines.launch.mutate(launchOf("known"));
  const [pause, create, answer] = [randomUUID(), randomUUID(), randomUUID()];
  const paused = await asking(pause).pipelines.pause.mutate({ id });
  const rev = async () => (await api.pipelines.show.query({ id })).pipeline.rev;
  const revAfter = await rev();
  expect(await asking(pause).pipelines.pause.mutate({ id })).toEqual(paused);
  expect(await rev()).toBe(revAfter);
  const made = await asking(create).graphs.create.mutate({ name: "made" });
  expect(await asking(create).graphs.create.mutate({ name: "made" })).toEqual(made);
  await api.pipelines.resume.mutate({ id });
  const prompt = (await api.prompts.list.query({ state: "open" })).find((each) => each.pipeline.id === id);
  const approve = { id: prompt?.id ?? 0, values: {}, verdict: "approve" } as const;
  const answered = await asking(answer).prompts.answer.mutate(approve);
  expect(await asking(answer).prompts.answer.mutate(approve)).toEqual(answered);
});

test("the same id with another input or another procedure is refused", async () => {
  const id = randomUUID();
  await asking(id).graphs.create.mutate({ name: "first" });
  const others = [
    () => asking(id).graphs.create.mutate({ name: "second" }),
    () => asking(id).graphs.delete.mutate({ name: "first" }),
  ];
  for (const other of others) expect(refusalIn(await other().catch((error) => error))).toMatch(/used before/);
  expect((await api.graphs.list.query({})).map(({ name }) => name)).toContain("first");
});

test("a refused request leaves no record: the same id may be carried out later", async () => {
  const id = randomUUID();
  const launch = () => asking(id).pipelines.launch.mutate(launchOf("later"));
  expect(refusalIn(await launch().catch((error) => error))).toMatch(/no graph/);
  await api.graphs.applyText.mutate({ text: text("later") });
  expect((await launch()).isNew).toBe(true);
});

test("what became of a request is told; a request that has not come is given up and refused when it comes", async () => {
  const [done, lost] = [randomUUID(), randomUUID()];
  const made = await asking(done).graphs.create.mutate({ name: "told" });
  expect(await api.requests.outcome.mutate({ id: done })).toEqual({ is: "done", answer: made });
  expect(await api.requests.outcome.mutate({ id: lost })).toEqual({ is: "not-done" });
  const late = await asking(lost)
    .graphs.create.mutate({ name: "never" })
    .catch((error) => error);
  expect(refusalIn(late)).toMatch(/given up/);
  expect(await api.requests.outcome.mutate({ id: lost })).toEqual({ is: "not-done" });
  expect((await api.graphs.list.query({})).map(({ name }) => name)).not.toContain("never");
});

test("a secret's value cannot be guessed from the record of its request", async () => {
  await api.secrets.save.mutate({ name: "guessed", value: "hunter2hunter2" });
  const [rows] = await database.pool.query(
    "SELECT * FROM recorded_request WHERE `procedure` = 'secrets.save'",
  );
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain("hunter2");
});
