import { expect, test } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { database, startApi } = await startTestSystem();
const server = await startApi();

async function signalbox(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

test("a dry run says what a launch would do, and launches and seals nothing", async () => {
  await signalbox(
    "graph apply -f -",
    "signalbox: 1\nname: planned\nparams: { env: { type: string, required: true } }\nvertices:\n  build: { script: x }\n  pause: { kind: wait, wait: { for: 5m } }\n  ok: { kind: approval }\n  gpu: { script: x, labels: [gpu] }\nedges: [build -> pause, pause -> ok, ok -> gpu]\n",
  );
  const alone = await signalbox("launch planned -p env=prod --dry-run");
  expect(alone.code, alone.err).toBe(0);
  expect(alone.out).toContain("How long it takes is not known: no run of this graph has succeeded yet.\n");
  expect(alone.out).toContain("No runner is there: nothing is executed until one is.\n");
  await StandInRunner.register(database);
  const said = await signalbox("launch planned -p env=prod --dry-run");
  expect(said.out).toContain(
    "Waits until a runner can execute it:\n  gpu: no runner has the label gpu\nWill need you:\n  ok: approve or reject, in about 5m 0s\nCritical path: build, pause, ok, gpu\nNo past run, counted as 0s: build, gpu\n",
  );
  expect(said.out).toMatch(/START +TAKES +VERTEX\n\* +0\.0s +\? +build\n\* +0\.0s +5m 0s +pause\n/);
  expect(JSON.parse((await signalbox("launch planned -p env=prod --dry-run --json")).out)).toMatchObject({
    graph: "planned",
    revision: null,
    ms: 300_000,
  });
  expect((await signalbox("pipeline list")).out).not.toContain("planned");
  expect((await signalbox("graph list")).out).toMatch(/planned .*never sealed/);
  const missing = await signalbox("launch planned --dry-run");
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('"env" is required') });
  expect(await signalbox("launch planned --dry-run --wait")).toMatchObject({
    code: 2,
    err: expect.stringContaining("nothing to wait for"),
  });
});

test("a vertex of a draft is tested by its name with the outputs that it reads, and only the list of tests has it", async () => {
  await signalbox(
    "graph apply -f -",
    "signalbox: 1\nname: tried\nvertices:\n  build: { script: x, outputs: { tag: { type: string, required: true } } }\n  go: { script: 'echo {tag}', inputs: { tag: { type: string, from: outputs.build.tag } } }\nedges: [build -> go]\n",
  );
  const missing = await signalbox("graph test tried go");
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("the output tag of build") });
  const tested = await signalbox("graph test tried go --input build.tag=1 --key k");
  expect(tested.code, tested.err).toBe(0);
  expect(tested.out).toMatch(/^Pipeline \d+ tests go of tried\.\n$/);
  const again = await signalbox("graph test tried go --input build.tag=1 --key k");
  expect(again.out).toContain("was launched with this key before");
  expect((await signalbox("pipeline list")).out).not.toContain("tried");
  expect((await signalbox("pipeline list --tests --graph tried")).out).toMatch(/go: test +tried \(test\)/);
  expect((await signalbox("pipeline list --tests")).err).toContain("Name the graph");
  expect((await signalbox("graph list")).out).toMatch(/tried .*never sealed/);
});
