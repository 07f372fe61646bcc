import { join } from "node:path";
import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, startRunner, makeDirectory } = await startTestSystem();
const server = await startApi();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });
const dir = await makeDirectory();

async function signalbox(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

/** `a` fails until the file is there; `rescue` handles that, and `report` waits for it and for `b`. */
const RESCUED = `signalbox: 1
name: rescued
vertices:
  a: { script: 'test -e ${join(dir, "mended")}' }
  rescue: { script: echo plan B }
  b: { script: echo b }
  report: { script: echo report }
edges:
  - { tail: a, head: rescue, when: failed, rescue: true }
  - a -> b
  - b -> report
  - rescue -> report
`;

test("a handled failure and stale tracks are said beside the state, in every text and in JSON", async () => {
  await signalbox("graph apply -f -", RESCUED);
  const launched = await signalbox("launch rescued --wait");
  expect(launched.code, launched.out + launched.err).toBe(0);
  expect(launched.out).toMatch(/Pipeline 1 succeeded · 1 failure handled after /);
  expect((await signalbox("pipeline list")).out).toContain("succeeded · 1 failure handled");
  expect((await signalbox("pipeline show 1")).out).toMatch(/State +succeeded · 1 failure handled/);

  await signalbox(
    "graph apply -f -",
    `signalbox: 1\nname: mend\nvertices: { touch: { script: 'touch ${join(dir, "mended")}' } }\n`,
  );
  expect((await signalbox("launch mend --wait")).code).toBe(0);
  await signalbox("track retry 1 a --reason mended");
  const watched = await signalbox("pipeline watch 1");
  expect(watched.code).toBe(0);
  expect(watched.out).toMatch(/Pipeline 1 succeeded · 1 stale after /);
  expect(watched.err).toContain("report is older than what it waits for");
  expect((await signalbox("pipeline show 1")).out).toMatch(/report +succeeded, stale .*It is stale/);
  expect(JSON.parse((await signalbox("pipeline show 1 --json")).out)).toMatchObject({
    state: "succeeded",
    handledFailures: 0,
    staleTracks: 1,
    tracks: [{ stale: false }, { stale: false }, { stale: false }, { vertex: "report", stale: true }],
  });
  await signalbox("track retry 1 report --downstream --reason again");
  expect((await signalbox("pipeline watch 1")).out).toMatch(/Pipeline 1 succeeded after /);
});
