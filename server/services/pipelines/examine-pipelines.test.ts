import { createConnection } from "mysql2/promise";
import { expect, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { examinePipelines } from "./examine-pipelines.ts";
import { listEvents } from "./show-pipeline.ts";

const { database, databaseUrl, launch } = await startTestSystem();

const ASKING = "{ script: 'echo {a}', inputs: { a: { type: string, required: true } } }";
const graph = (name: string) =>
  `signalbox: 1\nname: ${name}\nvertices:\n  A: ${ASKING}\n  B: { script: b }\n  C: { script: c }\nedges: [A -> C, B -> C]\n`;

async function wreck(...statements: readonly string[]): Promise<void> {
  const connection = await createConnection(connectionOptionsOf(databaseUrl));
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

const codes = (found: Awaited<ReturnType<typeof examinePipelines>>, id: number) =>
  found.inconsistent
    .filter(({ pipeline }) => pipeline === id)
    .flatMap(({ violations }) => violations.map(({ code, vertex }) => `${vertex ?? "-"} ${code}`))
    .sort();

test("consistent pipelines of every kind have no violations", async () => {
  const runner = await StandInRunner.register(database);
  const run = await launch(graph("healthy"));
  await runner.executeAll({ B: 1 });
  await launch(graph("asking"));
  const { examined, inconsistent } = await examinePipelines(database, false, "ann");
  expect(examined).toBe(2);
  expect(inconsistent).toEqual([]);
  expect((await run.now()).pipeline.state).toBe("failed");
});

test("violations are named; an examination changes nothing, a repair corrects them and records an event", async () => {
  const bystander = await launch(graph("bystander"));
  const before = await bystander.now();
  const { id, now } = await launch(graph("wrecked"));
  const track = (name: string, number: number) =>
    `${name} = (select id from track where pipeline_id = ${id} and number = ${number})`;
  await wreck(
    `update track set waits = 7 where pipeline_id = ${id} and number = 2`,
    `update pipeline set open_tracks = 9, failed_tracks = 4 where id = ${id}`,
    `delete from prompt where ${track("track_id", 0)}`,
  );
  const wanted = ["- counter-failed", "- counter-open", "A prompting-without-prompt", "C edges"];
  const rev = (await now()).pipeline.rev;
  expect(codes(await examinePipelines(database, false, "ann"), id)).toEqual(wanted);
  expect((await now()).pipeline.rev).toBe(rev);
  const repaired = await examinePipelines(database, true, "ann");
  expect(codes(repaired, id)).toEqual(wanted);
  expect(repaired.inconsistent.map(({ pipeline }) => pipeline)).toEqual([id]);
  expect(codes(await examinePipelines(database, false, "ann"), id)).toEqual([]);
  const events = await listEvents(database.queries, id, undefined, 100);
  const repairs = events.filter(({ reason }) => reason?.startsWith("repaired: ") === true);
  expect(repairs).toHaveLength(4);
  expect(repairs.every(({ actor }) => actor === "ann")).toBe(true);
  expect(await bystander.now()).toEqual(before);
});

test("a prompt of a track that does not ask any more is withdrawn, and a pipeline without open tracks ends", async () => {
  const { id, now } = await launch(graph("leftovers"));
  await wreck(
    `update track set state = 'skipped', reason = 'by hand' where pipeline_id = ${id}`,
    `update track set waits = 0, live = 0 where pipeline_id = ${id}`,
  );
  expect(codes(await examinePipelines(database, true, "ann"), id)).toEqual([
    "- counter-open",
    "- running-without-tracks",
    "A prompt-without-prompting",
  ]);
  expect(codes(await examinePipelines(database, false, "ann"), id)).toEqual([]);
  expect((await now()).pipeline.state).toBe("succeeded");
});
