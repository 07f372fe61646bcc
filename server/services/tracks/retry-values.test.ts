import { expect, test } from "vitest";
import { everyAttempt } from "#testing/every-attempt.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { listEvents, showPipeline } from "../pipelines/read/show-pipeline.ts";
import { answerPrompt } from "../prompts/answer-prompt.ts";
import { listPromptViews } from "../prompts/show-prompt.ts";
import { forceTrack } from "./force-track.ts";
import { retryTrack } from "./retry-track.ts";
import { setValues } from "./set-values.ts";

const { database, launch, seal } = await startTestSystem();
const runner = await StandInRunner.register(database);

const DEPLOY = {
  vertices: {
    build: { script: "b", outputs: { k: { type: "string" } } },
    deploy: {
      script: "echo {k} {n} {who}",
      inputs: {
        k: { type: "string", from: "outputs.build.k" },
        n: { type: "integer", default: 1 },
        who: { type: "string", required: true, default: "nobody" },
      },
    },
  },
  edges: ["build -> deploy"],
};

/** A pipeline whose deploy failed with k = v and n = 1, and for which Ann was named in its prompt. */
async function failedDeploy(name: string): Promise<number> {
  const { id } = await launch({ name, ...DEPLOY });
  await runner.executeAll();
  const prompt = (await listPromptViews(database.queries, "open")).find(({ pipeline }) => pipeline.id === id);
  await answerPrompt(database, { id: prompt?.id ?? 0, values: { who: "ann" } }, "ann");
  await runner.executeAll({ deploy: 1 });
  return id;
}
const trackOf = async (id: number) => {
  const [track] = (await showPipeline(database.queries, id)).tracks;
  return { child: track?.child };
};
const inputsOf = async (id: number) =>
  (await everyAttempt(database.queries, id, "deploy")).map(({ inputs }) => inputs);

test("a retry with one value changed in its form works out the others anew in a later run", async () => {
  const id = await failedDeploy("changed-form");
  const form = { k: "v", n: 2, who: "ann" };
  await retryTrack(database, { id, vertex: "deploy", inputs: form, isForm: true, reason: "two" }, "ann");
  await runner.executeAll({ deploy: 1 });
  await retryTrack(database, { id, vertex: "build", reason: "new", downstream: true }, "ann");
  await runner.executeAll({ build: 1 });
  const made = { id, vertex: "build", to: "succeeded" as const, reason: "by hand", outputs: { k: "v2" } };
  await forceTrack(database, made, "ann");
  await runner.executeAll();
  const [first, second, third] = await inputsOf(id);
  expect(first).toEqual({ k: "v", n: 1, who: "ann" });
  // What Ann answered, and what was changed, stay.
  expect(second).toEqual({ k: "v", n: 2, who: "ann" });
  expect(third).toEqual({ k: "v2", n: 2, who: "ann" });
  const events = await listEvents(database.queries, id, undefined, 100);
  expect(events.flatMap(({ reason }) => (reason?.startsWith("values set") ? [reason] : []))).toEqual([
    "values set of n: two",
  ]);
});

test("of items that all run again each keeps the value that it had, and what was set for all of them before stays", async () => {
  const inputs = {
    host: { type: "string", from: "item", default: "nobody" },
    n: { type: "integer", default: 1 },
    m: { type: "integer", default: 1 },
  };
  const each = { foreach: { items: "['a', 'b']" }, script: "x", inputs };
  const { id } = await launch({ name: "all-items", vertices: { each } });
  const runBoth = async (exitCode: number) => {
    await reconcileChildPipelines(database);
    await runner.executeAll({ a: exitCode, b: exitCode });
    await reconcileChildPipelines(database);
  };
  await runBoth(1);
  // The default is a change: it replaces what each item is given.
  for (const changed of [{ n: 2 }, { m: 1 }]) {
    const asked = { id, vertex: "each", inputs: changed, isForm: true, reason: "again" };
    await retryTrack(database, asked, "ann");
    await runBoth(1);
  }
  const { child } = await trackOf(id);
  const of = async (item: string) => (await everyAttempt(database.queries, child?.id ?? 0, item)).at(-1);
  expect((await of("a"))?.inputs).toEqual({ host: "a", n: 2, m: 1 });
  expect((await of("b"))?.inputs).toEqual({ host: "b", n: 2, m: 1 });
});

test("a value that was set for a run that never came is replaced by the one that the last attempt had", async () => {
  const id = await failedDeploy("never-ran");
  await retryTrack(database, { id, vertex: "build", reason: "new", downstream: true }, "ann");
  await setValues(database, { id, vertex: "deploy", inputs: { n: 2 }, reason: "two" }, "ann");
  await runner.executeAll({ build: 1 });
  const asked = { id, vertex: "deploy", inputs: { n: 1 }, isForm: true, reason: "one", downstream: true };
  await retryTrack(database, asked, "ann");
  await retryTrack(database, { id, vertex: "build", reason: "again" }, "ann");
  await runner.executeAll();
  expect(await inputsOf(id)).toMatchObject([{ n: 1 }, { n: 1 }]);
});

test("values that are given by name are kept as they are given, also one as it was before", async () => {
  const id = await failedDeploy("by-name");
  const inputs = { k: "v", who: "bob" };
  await retryTrack(database, { id, vertex: "deploy", inputs, reason: "pinned" }, "ann");
  await runner.executeAll({ deploy: 1 });
  await retryTrack(database, { id, vertex: "build", reason: "new", downstream: true }, "ann");
  await runner.executeAll({ build: 1 });
  const made = { id, vertex: "build", to: "succeeded" as const, reason: "by hand", outputs: { k: "v2" } };
  await forceTrack(database, made, "ann");
  await runner.executeAll();
  expect((await inputsOf(id))[2]).toEqual({ k: "v", n: 1, who: "bob" });
});

test("a child pipeline goes on with the values that it has, and others are refused", async () => {
  await seal({
    name: "inner",
    params: { env: { type: "string", default: "test" } },
    vertices: { bad: { script: "x" } },
  });
  const P = { kind: "graph", graph: "inner@1", inputs: { env: { type: "string", default: "test" } } };
  const { id } = await launch({ name: "outer", vertices: { P } });
  await reconcileChildPipelines(database);
  await runner.executeAll({ bad: 1 });
  await reconcileChildPipelines(database);
  const asked = { id, vertex: "P", onlyFailed: true, reason: "again" };
  for (const more of [{ inputs: { env: "prod" } }, { downstream: true }])
    await expect(retryTrack(database, { ...asked, ...more }, "ann")).rejects.toThrow(
      /goes on with the values that it has/,
    );
  await retryTrack(database, asked, "ann");
  await runner.executeAll();
  await reconcileChildPipelines(database);
});
