import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
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

test("the priority of a pipeline is changed while it runs; it is shown, and said in the history", async () => {
  const hold = `while test ! -e ${join(dir, "go-ranked")}; do sleep 0.1; done`;
  await signalbox(
    "graph apply -f -",
    `signalbox: 1\nname: ranked\nvertices: { hold: { script: '${hold}' } }\n`,
  );
  const { id } = JSON.parse((await signalbox("launch ranked --priority 5 --json")).out);
  expect(await signalbox(`pipeline priority ${id} -10 --reason urgent`)).toMatchObject({
    code: 0,
    out: `Pipeline ${id} has the priority -10.\n`,
  });
  expect((await signalbox(`pipeline show ${id}`)).out).toMatch(/Priority +-10/);
  expect(JSON.parse((await signalbox(`pipeline show ${id} --json`)).out)).toMatchObject({ priority: -10 });
  expect((await signalbox(`pipeline events ${id}`)).out).toContain("priority changed from 5 to -10: urgent");
  for (const number of ["1001", "1.5", "high"])
    expect(await signalbox(`pipeline priority ${id} ${number}`)).toMatchObject({
      code: 2,
      err: expect.stringContaining("a whole number from -1000 to 1000"),
    });
  writeFileSync(join(dir, "go-ranked"), "");
  expect((await signalbox(`pipeline watch ${id}`)).code).toBe(0);
  expect(await signalbox(`pipeline priority ${id} 0`)).toMatchObject({
    code: 3,
    err: expect.stringContaining(`Pipeline ${id} is succeeded`),
  });
});

test("labels are given at a launch, kept by a rerun, shown, and found again; what is none is refused before anything is launched", async () => {
  await signalbox("graph apply -f -", "signalbox: 1\nname: noted\nvertices: { ask: { kind: approval } }\n");
  const { id } = JSON.parse(
    (await signalbox("launch noted --label team=shop --label ticket=a=b --json")).out,
  );
  expect((await signalbox(`pipeline show ${id}`)).out).toMatch(/Label +team=shop\nLabel +ticket=a=b\n/);
  const again = JSON.parse((await signalbox(`pipeline rerun ${id} --label team=rail --json`)).out);
  const found = async (label: string) =>
    JSON.parse((await signalbox(`pipeline list --label ${label} --json`)).out);
  expect(await found("ticket=a=b")).toMatchObject([
    { id: again.id, labels: { team: "rail", ticket: "a=b" } },
    { id, labels: { team: "shop", ticket: "a=b" } },
  ]);
  expect((await found("team=shop")).map((each: { id: number }) => each.id)).toEqual([id]);
  expect(await found("team=sho")).toEqual([]);
  const { events } = JSON.parse((await signalbox("events --json --limit 1000")).out);
  expect(events.findLast(({ pipeline }: { pipeline: number }) => pipeline === again.id)).toMatchObject({
    labels: { team: "rail", ticket: "a=b" },
  });
  for (const label of ["urgent", "a=", "$x=1", `a=${"x".repeat(201)}`])
    expect(await signalbox(`launch noted --label ${label}`)).toMatchObject({ code: 2, out: "" });
  for (const each of [id, again.id]) await signalbox(`pipeline cancel ${each} --kill`);
});

test("what is left of a timeout, of a wait and of an answer is said", async () => {
  const vertices =
    "wait: { kind: wait, wait: { for: 1h } }, ask: { kind: approval, prompt: { title: Go?, timeout: 2h } }";
  await signalbox("graph apply -f -", `signalbox: 1\nname: timed\ntimeout: 30m\nvertices: { ${vertices} }\n`);
  const { id } = JSON.parse((await signalbox("launch timed --json")).out);
  const { out } = await signalbox(`pipeline show ${id}`);
  expect(out).toMatch(/Time +(29m \d+s|30m 0s) left of 30m 0s/);
  expect(out).toMatch(/wait +waiting .*\(goes on in (59m \d+s|1h 0m)\)/);
  expect(out).toMatch(/ask +waiting for approval .*\((1h 59m|2h 0m) left to answer\)/);
  const shown = JSON.parse((await signalbox(`pipeline show ${id} --json`)).out);
  expect(Date.parse(shown.dueAt) - Date.parse(shown.startedAt)).toBe(1_800_000);
  expect(shown.tracks).toMatchObject([{ dueAt: expect.any(String) }, { dueAt: expect.any(String) }]);
  await signalbox(`pipeline cancel ${id}`);
  expect((await signalbox(`pipeline show ${id}`)).out).not.toContain("left");
});

test("polling says when it asks again and when it gives up", async () => {
  await signalbox(
    "graph apply -f -",
    "signalbox: 1\nname: polled\nvertices: { P: { poll: { every: 10m, timeout: 2h }, script: exit 1 } }\n",
  );
  const { id } = JSON.parse((await signalbox("launch polled --json")).out);
  await vi.waitFor(async () => {
    const { out } = await signalbox(`pipeline show ${id}`);
    expect(out).toMatch(/\(asks again in (9m \d+s|10m 0s), gives up in (1h 59m|2h 0m)\)/);
  }, 10_000);
  await signalbox(`pipeline cancel ${id} --kill`);
});
