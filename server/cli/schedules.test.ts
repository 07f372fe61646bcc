import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, seal, makeDirectory } = await startTestSystem();
const server = await startApi(undefined, true);
const dir = await makeDirectory();

async function signalbox(words: readonly string[] | string, stdin = "") {
  const list = typeof words === "string" ? words.split(" ") : words;
  const command = runCliForTest(list, { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

/** Runs a command that has to succeed, and gives what it printed. */
async function done(words: readonly string[] | string, stdin = ""): Promise<string> {
  const { code, out, err } = await signalbox(words, stdin);
  expect(code, out + err).toBe(0);
  return out;
}

const apply = (text: string) => signalbox("schedule apply -f -", text);
const json = async (words: string) => JSON.parse(await done(`${words} --json`));
const graph = (name: string) =>
  seal({
    name,
    params: { shop: { type: "string" }, since: { type: "datetime" } },
    vertices: { rest: { kind: "wait", wait: { for: "10h" } } },
  });

/** Waits until the scheduler has made it what it should be. */
const observed = (name: string, state: string) =>
  vi.waitFor(async () => {
    const { observed: found, dueAt } = await json(`schedule show ${name}`);
    expect(found).toBe(state);
    if (state === "active") expect(dueAt).not.toBeNull();
  }, 30_000);

const FULL = (name: string) => `schedule: 1
name: ${name}
graph: ${name}
revision: 1
cron: 30 2 * * 1-5
zone: Europe/Berlin
start: 2026-01-01T00:00+01:00
end: 9998-12-31T23:00+01:00
except: [2099-12-24, 12-25]
jitter: 5m
params: { shop: "north: a", since: 2024-05-01T10:00+02:00 }
pipelineName: Nightly load
priority: -5
labels: { team: shop, "12": "a: b" }
policy: { grace: 1h, coalesce: false, catchUp: all, maxCatchUp: 3, overlap: queue, maxRunning: 2 }
`;

test("a file makes a schedule, and the same file again changes nothing and says so", async () => {
  await graph("nightly");
  expect(await apply(FULL("nightly"))).toMatchObject({ code: 0, out: "nightly: made, not published.\n" });
  expect((await apply(FULL("nightly"))).out).toBe("nightly: unchanged, not published.\n");
  expect((await apply(`${FULL("nightly")}state: active\n`)).out).toBe("nightly: changed, active.\n");
  await observed("nightly", "active");
  const before = await json("schedule show nightly");
  expect((await apply(`${FULL("nightly")}state: active\n`)).out).toBe("nightly: unchanged, active.\n");
  // Without a state it stays what it is.
  expect((await apply(FULL("nightly"))).out).toBe("nightly: unchanged, active.\n");
  expect((await json("schedule show nightly")).version).toBe(before.version);
  const changed = FULL("nightly").replace("priority: -5", "priority: 5");
  expect((await apply(changed)).out).toBe("nightly: changed, active.\n");
  expect(await json("schedule show nightly")).toMatchObject({
    priority: 5,
    version: before.version + 1,
    policy: { graceMs: 3_600_000, catchUp: "all", overlap: "queue", maxRunning: 2 },
  });
});

test("an export is a file that changes nothing", async () => {
  await graph("exported");
  await apply(`${FULL("exported")}state: paused\n`);
  const text = await done("schedule export exported");
  expect(text).toContain("cron: 30 2 * * 1-5\nzone: Europe/Berlin\n");
  expect(text).toContain("state: paused\n");
  expect((await apply(text)).out).toBe("exported: unchanged, paused.\n");
  expect(await json("schedule export exported")).toEqual({ text });
  await apply("schedule: 1\nname: plain\ngraph: exported\nevery: 10m\n");
  const plain = await done("schedule export plain");
  expect(plain).toBe("schedule: 1\nname: plain\ngraph: exported\nevery: 10m\nzone: UTC\nstate: new\n");
  expect((await apply(plain)).out).toBe("plain: unchanged, not published.\n");
});

test("a schedule is published, paused, resumed and removed, and each says what it did", async () => {
  await graph("steps");
  await apply("schedule: 1\nname: steps\ngraph: steps\ncron: '@yearly'\nzone: Europe/Berlin\n");
  const next = / Next: \d{4}-01-01 00:00 Europe\/Berlin {2}\(\d{4}-12-31 23:00 UTC\)\.\n$/;
  expect(await done("schedule publish steps")).toMatch(new RegExp(`^steps is published\\.${next.source}`));
  expect(await done("schedule publish steps")).toMatch(/^steps is active already: nothing was changed\./);
  await observed("steps", "active");
  expect(await done("schedule pause steps")).toBe("steps is paused.\n");
  await observed("steps", "paused");
  expect(await done("schedule show steps")).toContain("It would be due:\n");
  expect(await done("schedule resume steps")).toMatch(new RegExp(`^steps goes on\\.${next.source}`));
  await observed("steps", "active");
  expect(await json("schedule remove steps")).toMatchObject({ desired: "removed", isChanged: true });
  await vi.waitFor(async () => {
    const { schedules } = await json("schedule list --removed --search step");
    expect(schedules).toMatchObject([{ name: "steps", observed: "removed" }]);
  }, 30_000);
  expect(await json("schedule show steps")).toMatchObject({ observed: "removed" });
  expect(await signalbox("schedule publish steps")).toMatchObject({
    code: 3,
    err: expect.stringContaining('There is no schedule "steps".'),
  });
  const removed = "schedule: 1\nname: steps\ngraph: steps\nevery: 1d\nstate: removed\n";
  expect((await apply(removed)).out).toBe("steps: there is none: nothing was changed.\n");
});

test("it is run by hand; what became of its times is listed and shown", async () => {
  await graph("hand");
  await apply("schedule: 1\nname: hand\ngraph: hand\nevery: 10h\njitter: 1m\n");
  expect(await done("schedule show hand")).toContain("\nIt was not due yet.\n");
  const { pipelineId } = await json("schedule run hand");
  expect(await done("schedule run hand")).toMatch(/^Launched pipeline \d+ of hand\.\n$/);
  expect((await json(`pipeline show ${pipelineId}`)).state).toBe("running");
  const fires = await json("schedule fires hand --state launched");
  expect(fires).toMatchObject([{ cause: "person" }, { cause: "person", pipelineId }]);
  expect(await json(`schedule fires hand --before ${fires[0].id}`)).toHaveLength(1);
  expect(await done("schedule fires hand --state missed")).toBe("There are no such fires.\n");
  const shown = await done("schedule show hand");
  expect(shown).toMatch(/Schedule +hand\nState +new\nGraph +hand, the latest revision\nWhen +Every 10h\n/);
  expect(shown).toMatch(new RegExp(`launched, pipeline ${pipelineId}\\n`));
  expect(await json("schedule show hand")).toMatchObject({
    next: [expect.any(String), ...Array(4).fill(expect.any(String))],
    stop: null,
    fires: [{ state: "launched" }, { state: "launched" }],
  });
});

test("schedules are listed by graph and by name", async () => {
  await graph("listed");
  const documents = ["b", "a"].map((name) => `schedule: 1\nname: listed-${name}\ngraph: listed\nevery: 1d\n`);
  expect((await apply(documents.join("---\n"))).out).toBe(
    "listed-b: made, not published.\nlisted-a: made, not published.\n",
  );
  expect(await done("schedule list --graph listed")).toMatch(
    /^NAME +GRAPH +STATE +WHEN +NEXT +LAST\nlisted-a +listed +new +Every 1d +- +-\nlisted-b /,
  );
  expect((await json("schedule list --search listed-b")).schedules).toMatchObject([{ name: "listed-b" }]);
  expect(await done("schedule list --graph nothing")).toContain("There are no such schedules.");
});

test("all schedules are stopped with a reason that is shown, and started again", async () => {
  await graph("stopped");
  await apply("schedule: 1\nname: stopped\ngraph: stopped\nevery: 1d\n");
  expect(await done(["schedule", "stop-all", "--reason", "we move"])).toBe(
    "All schedules are stopped: we move\n",
  );
  for (const words of ["schedule list", "schedule show stopped"])
    expect((await signalbox(words)).err).toMatch(/^All schedules are stopped since .+ by .+: we move\n$/);
  expect(await done("schedule start-all")).toBe("The schedules go on.\n");
  expect(await done("schedule start-all")).toBe("The schedules were not stopped: nothing was changed.\n");
  expect((await signalbox("schedule list")).err).toBe("");
});

test("a rule is previewed in its zone and in UTC, with what clock changes do to it", async () => {
  const rule = ["schedule", "preview", "--cron", "30 2 * * *", "--zone", "Europe/Berlin", "--count", "2"];
  expect(await done(rule)).toMatch(
    /^At 02:30\n( {2}\d{4}-\d\d-\d\d \d\d:\d\d Europe\/Berlin {2}\(.+ UTC\)\n){1,2}/,
  );
  expect(await done(rule)).toMatch(/Clock changes:\n(.*\n)* {2}\d{4}-\d\d-\d\d 03:00: The clocks go forward/);
  expect((await json("schedule preview --every 90s --count 7")).next).toHaveLength(7);
  expect(await done("schedule preview --at 2099-12-24T18:00:05+01:00 --zone Europe/Berlin")).toContain(
    "  2099-12-24 18:00:05 Europe/Berlin  (2099-12-24 17:00:05 UTC)\n",
  );
  expect(await signalbox("schedule preview --zone UTC")).toMatchObject({
    code: 2,
    err: expect.stringContaining("Wanted one of --cron, --every and --at."),
  });
  for (const [wrong, said] of [
    ["--cron=0 0 30 2 *", "It would never be due: the calendar has no such day."],
    ["--cron=* * * * * *", "Seconds are not taken"],
    ["--every=often", "wanted is an interval"],
    ["--at=2026-12-24", "wanted is a time with its zone"],
    ["--at=2020-01-01T00:00Z", "This moment has passed."],
  ] as const)
    expect(await signalbox(["schedule", "preview", wrong])).toMatchObject({
      code: 2,
      err: expect.stringMatching(new RegExp(`^(?![^]*Nothing was)[^]*${said}`)),
    });
  expect(await signalbox("schedule preview --every 1h --zone Mars/Base")).toMatchObject({
    code: 2,
    err: expect.stringContaining("`Mars/Base` is not a time zone."),
  });
});

test("a file with a mistake is not sent: each mistake is named with its place", async () => {
  await graph("wrong");
  const good = "schedule: 1\nname: wrong-a\ngraph: wrong\nevery: 1d\n";
  const { code, err } = await apply(
    `${good}---\nschedule: 1\nname: wrong-b\ngraph: wrong\ncron: 0 0 * *\nzone: Mars/Base\ncolour: red\n`,
  );
  expect(code).toBe(2);
  expect(err).toContain("stdin:11:1: Unknown here: `colour`");
  expect(err).toContain("Nothing was sent.");
  expect((await json("schedule list --graph wrong")).schedules).toEqual([]);
  expect((await apply(good.replace("every: 1d", "cron: 0 0 * *\nzone: Mars/Base"))).err).toContain(
    "stdin:5:1: zone: `Mars/Base` is not a time zone.",
  );
  expect((await apply(good.replace("every: 1d", "cron: 0 0 * *"))).err).toContain(
    "stdin:4:1: cron: Wanted five fields",
  );
  expect(await signalbox(`schedule apply -f ${dir}/none.yaml`)).toMatchObject({
    code: 2,
    err: expect.stringContaining("cannot be read: there is none."),
  });
});

test("what the server refuses is said with its place, and keeps no other schedule from being made", async () => {
  await graph("some");
  const schedule = (name: string, more: string) => `schedule: 1\nname: ${name}\n${more}\n`;
  const text = [
    schedule("some-never", "graph: some\ncron: 0 0 30 2 *"),
    schedule("some-nothing", "graph: nothing\nevery: 1d"),
    schedule("some-revision", "graph: some\nrevision: 7\nevery: 1d"),
    schedule("some-param", "graph: some\nevery: 1d\nparams: { colour: red }"),
    schedule("some name", "graph: some\nevery: 1d"),
    schedule("some-good", "graph: some\nevery: 1d\nstate: active"),
  ].join("---\n");
  const { code, out } = await apply(text);
  expect(code).toBe(2);
  const said = [
    "some-never: not done: stdin:4:1: cron: It would never be due: the calendar has no such day.",
    'some-nothing: not done: stdin:8:1: There is no graph "nothing".',
    "some-revision: not done: stdin:14:1: some has no sealed revision 7.",
    'some-param: not done: stdin:21:1: params.colour: "colour" is not declared here',
    "some name: not done: stdin:24:1: name: Wanted a name of letters, digits",
    "some-good: made, active.",
  ];
  for (const line of said) expect(out).toContain(line);
  const names = (await json("schedule list --graph some")).schedules.map(
    (each: { name: string }) => each.name,
  );
  expect(names).toEqual(["some-good"]);
  const document = JSON.parse((await signalbox("schedule apply -f - --json", text)).out);
  expect(document[1]).toMatchObject({
    name: "some-nothing",
    done: false,
    error: { code: "not-found", problems: [{ line: 8, column: 1 }] },
  });
  expect(document[5]).toEqual({ name: "some-good", done: true, what: "unchanged", state: "active" });
});

test.each([
  [["one"], ""],
  [["one", "two"], "1 more of the file was not tried: apply it again.\n"],
  [["one", "two", "three"], "2 more of the file were not tried: apply it again.\n"],
])(
  "where the database goes away, it is said what was not done and how many others were not tried: %j",
  async (names, left) => {
    const refusal = { code: "database-away", text: "The database does not answer." };
    const error = { message: refusal.text, code: -32_603, data: { code: "X", httpStatus: 503, refusal } };
    const standIn = createServer((_, response) => {
      response.writeHead(503, { "content-type": "application/json" }).end(JSON.stringify({ error }));
    });
    await new Promise<void>((resolve) => standIn.listen(0, "127.0.0.1", resolve));
    const { port } = standIn.address() as AddressInfo;
    const text = names.map((name) => `schedule: 1\nname: ${name}\ngraph: g\nevery: 1d\n`).join("---\n");
    const env = { SIGNALBOX_URL: `http://127.0.0.1:${port}` };
    const command = runCliForTest(["schedule", "apply", "-f", "-"], env, text);
    expect(await command.code).toBe(4);
    expect(command.out).toMatch(/^one: not done: .*The database does not answer\.\n$/);
    expect(command.err).toBe(left);
    standIn.close();
  },
);

test("a schedule that is not there, or a reason that is missing, is said", async () => {
  for (const verb of ["show", "export", "publish", "pause", "resume", "remove", "run", "fires"])
    expect(await signalbox(`schedule ${verb} nobody`)).toMatchObject({
      code: 3,
      err: 'There is no schedule "nobody".\nList them with `schedule list`.\n',
    });
  expect((await signalbox("schedule stop-all")).code).toBe(2);
});

test("how long pipelines are kept is set, shown, looked at before and carried out; what may be a slip is refused", async () => {
  await graph("kept");
  expect(await done("retention set --keep-all")).toContain("Everything is kept.");
  expect((await signalbox("retention set kept")).err).toContain("--keep-all");
  expect((await signalbox("retention set kept --days 0")).err).toContain("whole number from 1");
  expect((await signalbox("retention set kept --days 30 --log-days 30")).err).toContain("fewer than 30 days");
  expect(await done("retention set kept --days 30 --last 5")).toContain("kept: Pipelines: 30 days, and also");
  expect(await json("retention show")).toMatchObject([
    { graph: null },
    { graph: "kept", policy: { pipelineDays: 30, pipelineLast: 5, logDays: null } },
  ]);
  expect(await done("retention preview kept --history-days 1")).toMatch(/^pipelines +0 +0 B/m);
  expect(await done("retention run")).toContain("Removed: 0 pipelines");
  expect(await done("retention set kept --use-default")).toContain("Everything is kept.");
});
