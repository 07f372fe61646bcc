import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";

const { database, launch, seal, startRunner } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

const FAILS = "echo begins; echo 'no space left' >&2; exit 3";

test("a track whose item failed has the last line of that item", async () => {
  const run = await launch({
    name: "of-items",
    params: { hosts: { type: "list", default: ["a", "b", "c"] } },
    vertices: {
      each: {
        foreach: { items: "params.hosts" },
        inputs: { item: { type: "string", from: "item" } },
        script: `test {item} != b || { ${FAILS}; }`,
      },
    },
  });
  await run.until(({ pipeline }) => pipeline.state === "failed");
  expect((await run.track("each")).failure).toEqual({
    reason: expect.stringContaining("b failed: exit 3"),
    lastLine: "no space left",
    isHandled: false,
  });
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
