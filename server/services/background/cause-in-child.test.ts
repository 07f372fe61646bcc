import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";

const { database, launch, seal, startRunner } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

const FAILS = "echo begins; echo 'no space left' >&2; exit 3";

/** Runs the script for each host until it has failed, and gives what its track says. */
async function failureOf(name: string, hosts: readonly string[], script: string, foreach: object = {}) {
  const run = await launch({
    name,
    params: { hosts: { type: "list", default: hosts } },
    vertices: {
      each: {
        foreach: { items: "params.hosts", ...foreach },
        inputs: { item: { type: "string", from: "item" } },
        script,
      },
    },
  });
  const { pipeline } = await run.until((now) => now.pipeline.state === "failed");
  const { failure, child } = await run.track("each");
  return { pipeline, failure, child: child?.id };
}

test("a track whose item failed has the last line of that item", async () => {
  const { failure } = await failureOf("of-items", ["a", "b", "c"], `test {item} != b || { ${FAILS}; }`);
  expect(failure).toMatchObject({
    reason: expect.stringMatching(/1 of 3 items failed: b failed: exit 3$/),
    lastLine: "no space left",
    isHandled: false,
    items: {
      ...{ count: 1, of: 3, isHalted: false },
      named: [{ vertex: "b", reason: "exit 3", lastLine: "no space left" }],
    },
  });
});

test("a track of which many items failed says how many, and names the first of them in their order, with their last lines", async () => {
  const hosts = ["z1", "ok", "a2", "z3", "a4", "z5", "a6", "a7"];
  const script = "test {item} = ok || { echo {item} is full; exit 1; }";
  const { pipeline, failure, child } = await failureOf("of-many", hosts, script, { parallel: 1 });
  const said = `pipeline ${child} failed: 7 of 8 items failed: z1, a2, z3, a4, z5 and 2 more; first: z1 failed: exit 1`;
  expect(failure).toMatchObject({ reason: said, lastLine: "z1 is full", items: { count: 7, of: 8 } });
  expect(failure?.items?.named).toEqual(
    ["z1", "a2", "z3", "a4", "z5"].map((vertex) => ({
      vertex,
      reason: "exit 1",
      lastLine: `${vertex} is full`,
    })),
  );
  // The list of pipelines, the first page and the command line say the same.
  expect(pipeline.reason).toBe(`each failed: ${said}`);
});

test("the last line goes up through all levels, and is that of the failure that counts", async () => {
  await seal({
    name: "lowest",
    vertices: {
      first: { script: "echo not this one; exit 1" },
      mend: { script: "true" },
      second: { script: FAILS },
    },
    edges: [
      { tail: "first", head: "mend", when: "failed", rescue: true },
      { tail: "mend", head: "second" },
    ],
  });
  await seal({ name: "middle", vertices: { down: { kind: "graph", graph: "lowest@1" } } });
  const run = await launch({ name: "top", vertices: { down: { kind: "graph", graph: "middle@1" } } });
  await run.until(({ pipeline }) => pipeline.state === "failed");
  expect((await run.track("down")).failure).toMatchObject({ lastLine: "no space left" });
});

test("nothing that a pipeline of another folder wrote is told above it", async () => {
  await createFolder(database, { folder: "", name: "elsewhere" }, COMMAND_LINE);
  await createFolder(database, { folder: "", name: "here" }, COMMAND_LINE);
  await seal({ name: "hidden", vertices: { work: { script: FAILS } } });
  const asks = { name: "asks", vertices: { down: { kind: "graph", graph: "hidden@1" } } };
  await seal(asks);
  await moveGraph(database, { name: "hidden", folder: "elsewhere" }, COMMAND_LINE);
  await moveGraph(database, { name: "asks", folder: "here" }, COMMAND_LINE);
  const run = await launch(asks);
  await run.until(({ pipeline }) => pipeline.state === "failed");
  expect((await run.track("down")).failure).toMatchObject({ lastLine: null });
});
