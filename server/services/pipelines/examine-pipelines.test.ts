import { createConnection } from "mysql2/promise";
import { expect, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { trackIn } from "#testing/launched.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { examinePipelines } from "./examine-pipelines.ts";
import { setPipelinePaused } from "./pause-pipeline.ts";
import { listEvents, showPipeline } from "./read/show-pipeline.ts";

const { database, databaseUrl, launch, startRunner } = await startTestSystem();

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

/** A pipeline that succeeded, and the one that its vertex T ran. */
async function parentAndChild(name: string) {
  await launch(`signalbox: 1\nname: ${name}-kid\nvertices: { A: { script: "true", revert: "true" } }\n`);
  const parent = await launch(
    `signalbox: 1\nname: ${name}\nvertices: { T: { kind: graph, graph: ${name}-kid@1 } }\n`,
  );
  const { tracks } = await parent.until(({ pipeline }) => pipeline.state === "succeeded");
  return { parent, child: tracks[0]?.child?.id ?? 0 };
}

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

test("a parent that failed for a child that succeeded is found, and a repair makes it go on", async () => {
  await startRunner({ SIGNALBOX_RUNNER: "r1" });
  const { parent, child } = await parentAndChild("failed-for-a-success");
  await wreck(
    `update track set state = 'failed', outputs = null, reason = 'pipeline ${child} failed: exit 1' where pipeline_id = ${parent.id}`,
    `update pipeline set state = 'failed', failed_tracks = 1, is_paused = 1 where id = ${parent.id}`,
  );
  const wanted = ["- ended-paused", "T failed-for-a-success"];
  expect(codes(await examinePipelines(database, false, "ann"), parent.id)).toEqual(wanted);
  expect(codes(await examinePipelines(database, true, "ann"), parent.id)).toEqual(wanted);
  await parent.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(codes(await examinePipelines(database, true, "ann"), parent.id)).toEqual([]);
});

test("a broken undo below a pipeline that succeeded is found, and needs a person", async () => {
  const { parent, child } = await parentAndChild("broken-undo");
  await wreck(
    `update track set state = 'revert_failed', reason = 'exit 1' where pipeline_id = ${child}`,
    `update pipeline set state = 'failed', undone_tracks = 1 where id = ${child}`,
  );
  expect(codes(await examinePipelines(database, true, "ann"), parent.id)).toEqual(["T child-undo-broken"]);
  expect(codes(await examinePipelines(database, true, "ann"), child)).toEqual([]);
  await wreck(`update pipeline set state = 'succeeded' where id = ${child}`);
  expect(codes(await examinePipelines(database, false, "ann"), child)).toEqual(["- ended-with-broken-undo"]);
  await wreck(
    `update track set state = 'succeeded', reason = null where pipeline_id = ${child}`,
    `update pipeline set undone_tracks = 0 where id = ${child}`,
  );
});

test("values that cannot be read are named with their place, and the other pipelines are examined", async () => {
  // No runner takes their scripts: a settlement would write the counters anew.
  const untaken = (name: string) => graph(name).replace("script: b", "script: b, labels: [nowhere]");
  const { id } = await launch(untaken("unreadable"));
  const other = await launch(untaken("beside-it"));
  await wreck(
    `update track set outputs = '{"n": 1' where pipeline_id = ${id} and number = 1`,
    `update pipeline set params = '[1]' where id = ${id}`,
    `update pipeline set open_tracks = 9 where id = ${other.id}`,
  );
  const found = await examinePipelines(database, true, "ann");
  expect(codes(found, id)).toEqual(["- unreadable-value", "B unreadable-value"]);
  const texts = found.inconsistent.flatMap(({ pipeline, violations }) =>
    pipeline === id ? violations.map(({ text }) => text) : [],
  );
  expect(texts[0]).toMatch(/^The value in pipeline, params cannot be read or shown: .*not a JSON object/);
  expect(texts[1]).toMatch(/^The value in track, outputs cannot be read or shown: .*end of the text/);
  expect(codes(found, other.id)).toEqual(["- counter-open"]);
  await wreck(
    `update track set outputs = null where pipeline_id = ${id}`,
    `update pipeline set params = '{}' where id = ${id}`,
  );
});

test("a child that is paused by a parent that is not paused is found, and a repair makes it go on", async () => {
  await launch(
    'signalbox: 1\nname: left-kid\nvertices: { A: { kind: wait, wait: { for: 1h } }, B: { script: "true" } }\nedges: [A -> B]\n',
  );
  const parent = await launch(
    "signalbox: 1\nname: left\nvertices: { T: { kind: graph, graph: left-kid@1 } }\n",
  );
  const { tracks } = await parent.until((view) => trackIn(view, "T").child !== null);
  const child = tracks[0]?.child?.id ?? 0;
  expect(codes(await examinePipelines(database, false, "ann"), parent.id)).toEqual([]);
  await setPipelinePaused(database, { id: parent.id, isPaused: true }, "ann");
  expect(codes(await examinePipelines(database, false, "ann"), parent.id)).toEqual([]);
  await wreck(`update pipeline set is_paused = 0 where id = ${parent.id}`);
  expect(codes(await examinePipelines(database, true, "ann"), parent.id)).toEqual(["T paused-below"]);
  const { pipeline } = await showPipeline(database.queries, child);
  expect(pipeline).toMatchObject({ state: "running", isParentPaused: false });
  expect(codes(await examinePipelines(database, true, "ann"), parent.id)).toEqual([]);
});
