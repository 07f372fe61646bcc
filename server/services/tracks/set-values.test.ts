import { expect, test } from "vitest";
import { everyAttempt } from "#testing/every-attempt.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { listEvents } from "../pipelines/read/show-pipeline.ts";
import { setValues } from "./set-values.ts";

const { database, launch } = await startTestSystem();

test("an input is set whose name every object has, such as constructor", async () => {
  const run = await launch(
    "signalbox: 1\nname: named\nvertices:\n  A: { inputs: { constructor: { type: string, default: none } }, script: 'echo {constructor}' }\n",
  );
  await setValues(
    database,
    { id: run.id, vertex: "A", inputs: { constructor: "ann" }, reason: "it was bob" },
    "ann",
  );
  await (await StandInRunner.register(database)).executeAll();
  const [attempt] = await everyAttempt(database.queries, run.id, "A");
  expect(attempt?.inputs).toEqual({ constructor: "ann" });
});

test("values of a track can be changed by name and with a reason, but only before it begins", async () => {
  const runner = await StandInRunner.register(database);
  const run = await launch(
    "signalbox: 1\nname: changed\nvertices:\n  A: { script: a }\n  B: { inputs: { n: { type: integer, default: 1 }, m: { type: string, from: params.m } }, script: 'echo {n} {m}' }\nparams: { m: { type: string, default: old } }\nedges: [A -> B]\n",
  );
  const set = (inputs: Record<string, unknown>, vertex = "B") =>
    setValues(database, { id: run.id, vertex, inputs, reason: "other host" }, "ann");
  await expect(set({ n: "many" })).rejects.toThrow(/n/);
  await expect(set({ none: 1 })).rejects.toThrow(/none/);
  await set({ n: "2" });
  await set({ m: "new" });
  const first = await runner.claim();
  await expect(set({}, "A")).rejects.toThrow(/A is running/);
  if (first !== null) await runner.settle(first, 0);
  await set({ n: 3 });
  await runner.executeAll();
  await expect(set({ n: 4 })).rejects.toThrow(/B is succeeded/);
  const [attempt] = await everyAttempt(database.queries, run.id, "B");
  expect(attempt?.inputs).toEqual({ n: 3, m: "new" });
  const events = await listEvents(database.queries, run.id, undefined, 100);
  const told = events.filter(({ reason }) => reason?.startsWith("values set"));
  expect(told.map(({ actor, reason }) => `${actor}: ${reason}`)).toEqual([
    "ann: values set of n: other host",
    "ann: values set of m: other host",
    "ann: values set of n: other host",
  ]);
});
