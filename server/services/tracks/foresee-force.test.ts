import { expect, test } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { foreseeAct } from "../pipelines/foresee.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { forceTrack } from "./force-track.ts";
import { foreseeForce } from "./foresee-force.ts";
import { retryTrack } from "./retry-track.ts";
import { setBreak } from "./set-break.ts";

const { database, launch } = await startTestSystem();
const { queries } = database;

const FILE = `signalbox: 1
name: decided
onFailure: continue
vertices:
  a: { script: a, outputs: { n: { type: integer, required: true } } }
  many: { script: m }
  few: { script: f }
  last: { script: l }
edges:
  - { tail: a, head: many, when: outputs.a.n > 5 }
  - { tail: a, head: few, default: true }
  - many -> last
`;

const statesOf = async (id: number) => {
  const { tracks } = await showPipeline(queries, id);
  return Object.fromEntries(tracks.map(({ vertex, state }) => [vertex, state]));
};

test("a decision does what it said before, by the outputs that are typed, and the look writes nothing", async () => {
  const runner = await StandInRunner.register(database);
  const { id } = await launch(FILE);
  await runner.executeAll({ a: 1 });
  const before = await showPipeline(queries, id);
  const asked = { id, vertex: "a", to: "succeeded" } as const;
  const missing = await foreseeForce(queries, asked, "ann");
  expect(missing.notListed).toMatch(/not listed yet: The output "n" is required/);
  const said = await foreseeForce(queries, { ...asked, outputs: { n: 7 } }, "ann");
  expect(said).toMatchObject({
    refused: null,
    notListed: null,
    begins: { names: ["many"] },
    follows: { names: ["last"] },
    notRun: { names: [] },
    pipeline: { before: "failed", after: "running" },
  });
  expect(await showPipeline(queries, id)).toEqual(before);
  await forceTrack(database, { ...asked, outputs: { n: 7 }, reason: "seen" }, "ann");
  expect(await statesOf(id)).toEqual({ a: "succeeded", many: "pending", few: "skipped", last: "waiting" });
  expect((await foreseeForce(queries, asked, "ann")).notListed).not.toBeNull();
  const again = await foreseeForce(queries, { ...asked, to: "skipped" }, "ann");
  expect(again.refused).toBe("a is succeeded: it cannot be skipped now.");
});

test("a breakpoint says what it stops and what waits until then, and its end what begins", async () => {
  const { id } = await launch(FILE);
  const set = { id, vertex: "a", isSet: true };
  const held = await foreseeAct(queries, { ...set, act: "break" });
  expect(held).toMatchObject({
    stops: { names: ["a"] },
    heldBack: { names: ["many", "few", "last"] },
    pipeline: null,
  });
  await setBreak(database, set, "ann");
  expect(await statesOf(id)).toMatchObject({ a: "sleeping", many: "waiting" });
  const lifted = await foreseeAct(queries, { ...set, isSet: false, act: "break" });
  expect(lifted).toMatchObject({ begins: { names: ["a"] }, follows: { names: ["many", "few", "last"] } });
  await setBreak(database, { ...set, isSet: false }, "ann");
  expect(await statesOf(id)).toMatchObject({ a: "pending" });
});

test("marking an undo as failed says that its script is ended, once a runner has claimed it", async () => {
  const runner = await StandInRunner.register(database, "r2");
  const { id } = await launch({ name: "undone", vertices: { a: { script: "a", revert: "u" } } });
  await runner.executeAll();
  await undoPipeline(database, { id, reason: "not wanted" }, "ann");
  const asked = { id, vertex: "a", to: "failed" } as const;
  expect((await foreseeForce(queries, asked, "ann")).killed).toEqual({ count: 0, names: [] });
  expect(await runner.claim()).toMatchObject({ pipelineId: id });
  expect((await foreseeForce(queries, asked, "ann")).killed).toEqual({ count: 1, names: ["a"] });
});

test("a decision about an attempt that is over by now is refused, and so is the look at what it would do", async () => {
  const runner = await StandInRunner.register(database);
  const { id } = await launch(
    "signalbox: 1\nname: again\nonFailure: continue\nvertices:\n  a: { script: a }\n  p: { script: p, poll: { every: 1h } }\n",
  );
  await runner.executeAll({ a: 1, p: 1 });
  const seen = { id, vertex: "a", attempt: 1, reason: "hangs" };
  await retryTrack(database, seen, "bob");
  await runner.executeAll({ a: 1, p: 1 });
  const conflict = {
    refusal: { code: "conflict", text: "a is at attempt 2 by now, and you looked at attempt 1." },
  };
  const skipped = { ...seen, to: "skipped" } as const;
  await expect(foreseeForce(queries, skipped, "ann")).rejects.toMatchObject(conflict);
  await expect(forceTrack(database, skipped, "ann")).rejects.toMatchObject(conflict);
  await expect(retryTrack(database, seen, "ann")).rejects.toMatchObject(conflict);
  await expect(retryTrack(database, { ...seen, onlyFailed: true }, "ann")).rejects.toMatchObject(conflict);
  expect(await statesOf(id)).toMatchObject({ a: "failed" });
  // A decision about what is tried again and again is about all of it.
  await forceTrack(database, { ...skipped, vertex: "p", attempt: 7 }, "ann");
  await forceTrack(database, { ...skipped, attempt: 2 }, "ann");
  expect(await statesOf(id)).toEqual({ a: "skipped", p: "skipped" });
});
