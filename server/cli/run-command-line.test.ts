import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { database, startApi } = await startTestSystem();
const server = await startApi();
const runner = await StandInRunner.register(database);

async function run(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  const code = await command.code;
  return { code, out: command.out, err: command.err };
}

/** Prints more and more while the pipeline runs. */
function waiting(words: string) {
  return runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url });
}

async function json(words: string, stdin = "") {
  const { code, out } = await run(`${words} --json`, stdin);
  return { code, document: JSON.parse(out) };
}

const graphFile = (name: string) => join(PROJECT_ROOT, "e2e", "graphs", `${name}.yaml`);
const chain = (name: string) =>
  `signalbox: 1\nname: ${name}\nvertices:\n  A: { script: echo A }\n  B: { script: echo B }\nedges: [A -> B]\n`;

test.each([
  ["test1", 0, []],
  ["test2", 2, ["cycle"]],
  ["test3", 0, []],
  ["test4", 0, []],
])("%s is applied, and check ends with %i and finds %j", async (name, code, codes) => {
  expect(await run(`graph apply -f ${graphFile(name)}`)).toMatchObject({
    code: 0,
    out: expect.stringContaining(`Made ${name}`),
  });
  const checked = await json(`graph check ${name}`);
  expect(checked.code).toBe(code);
  expect(checked.document.findings.map((finding: { code: string }) => finding.code)).toEqual(codes);
  expect(checked.document.ok).toBe(code === 0);
});

test("scripts are read by the shell with --shell, and the rule of a finding is explained", async () => {
  await run("graph apply -f -", "signalbox: 1\nname: half-read\nvertices: { A: { script: if } }\n");
  expect((await run("graph check half-read")).out).toBe("half-read: no findings.\n");
  const checked = await run("graph check half-read --shell");
  expect(checked.out).toMatch(/^warning shell-syntax: A, line \d: bash cannot read the script: syntax error/);
  expect((await run("graph rules shell-syntax")).out).toMatch(/^shell-syntax \(warning\)\nThe shell of/);
  expect((await run("graph rules shell-sintax")).err).toContain("Did you mean shell-syntax?");
});

test("a cycle is named with its vertices in order, and its graph cannot be sealed", async () => {
  await run(`graph apply -f ${graphFile("test2")}`);
  const checked = await run("graph check test2");
  expect(checked.out).toMatch(/^error cycle: .*A -> C -> B -> A/);
  const sealed = await run("graph seal test2");
  expect(sealed).toMatchObject({ code: 3, out: "", err: expect.stringContaining("A -> C -> B -> A") });
  expect(await run("launch test2")).toMatchObject({ code: 3, out: "" });
});

test("a graph that is exported and applied again from stdin is exported byte for byte", async () => {
  await run(`graph apply -f ${graphFile("test1")}`);
  const first = await run("graph export test1");
  expect(await run("graph apply -f -", first.out)).toMatchObject({ code: 0 });
  expect((await run("graph export test1")).out).toBe(first.out);
});

test("an export names its schema with --schema, and can be applied again", async () => {
  await run("graph apply -f -", chain("schooled"));
  const plain = await run("graph export schooled");
  const atServer = await run("graph export schooled --schema");
  const [line, ...rest] = atServer.out.split("\n");
  expect(line).toMatch(/^# yaml-language-server: \$schema=http:\S+\/api\/graph-schema$/);
  expect(rest.join("\n")).toBe(plain.out);
  const besideIt = await run("graph export schooled --schema ./schema.json");
  expect(besideIt.out).toBe(`# yaml-language-server: $schema=./schema.json\n${plain.out}`);
  expect(await run("graph apply -f -", besideIt.out)).toMatchObject({ code: 0 });
  const { document } = await json("graph schema");
  expect(Object.keys(document.properties)).toContain("vertices");
});

test("a file that cannot be read is refused with its line; nothing is written", async () => {
  const broken = chain("broken").replace("script: echo B", "scritp: echo B");
  const applied = await run("graph apply -f -", broken);
  expect(applied).toMatchObject({ code: 2, out: "" });
  expect(applied.err).toMatch(/^stdin:5:\d+: vertices\.B: .*did you mean `script`/);
  const { code, document } = await json("graph apply -f -", broken);
  expect({ code, error: document.error.code }).toEqual({ code: 2, error: "bad-input" });
  expect(await run("graph show broken")).toMatchObject({ code: 3 });
});

test("texts with Windows line ends and control characters are kept as they are, warned of, and tidied with --tidy", async () => {
  const file = JSON.stringify({
    signalbox: 1,
    name: "windows",
    description: "first\r\nsecond",
    vertices: { A: { script: "echo 1\r\necho \u001b2\f\r\n\r\n" } },
    edges: [],
  });
  const applied = await run("graph apply -f -", file);
  expect(applied.err).toMatch(/warning text-line-ends: A text of the graph .*the description.*\n/);
  expect(applied.err).toMatch(
    /warning text-characters: A text of A .*the script, line 2, has an escape character/,
  );
  expect(applied.err).toContain("`graph apply --tidy` tidies these texts");
  expect((await run("graph export windows")).out).toContain(
    String.raw`script: "echo 1\r\necho \u001b2\f\r\n\r\n"`,
  );
  const tidied = await run("graph apply --tidy -f -", file);
  expect(tidied).toMatchObject({ code: 0, err: expect.not.stringContaining("text-") });
  expect((await run("graph export windows")).out).toContain(
    "description: |-\n  first\n  second\nvertices:\n  A:\n    script: |+\n      echo 1\n      echo 2\n\n",
  );
  const broken = await run(
    "graph apply --tidy -f -",
    chain("broken").replace("script: echo B", "scritp: echo B"),
  );
  expect(broken.err).toMatch(/^stdin:5:\d+: vertices\.B: /);
});

test("revisions are sealed once each, found by number and digest, compared, and kept when the graph is renamed", async () => {
  await run("graph apply -f -", chain("web"));
  const { document: first } = await json("graph seal web");
  expect(first).toMatchObject({ name: "web", revision: 1, isNew: true });
  expect((await run("graph seal web")).out).toMatch(/^Nothing has changed since web@1/);
  await run("graph apply -f -", chain("web").replace("echo B", "echo again"));
  await run("graph seal web");
  const byDigest = await run(`graph export web@${first.digest.slice(0, 14)}`);
  expect(byDigest.out).toBe((await run("graph export web@1")).out);
  expect(await run("graph show web@sha256:0000")).toMatchObject({
    code: 3,
    err: expect.stringContaining("graph revisions web"),
  });
  expect((await run("graph diff web@1 web@2")).out).toContain('~ vertex B.script: "echo B" => "echo again"');
  expect((await run("graph diff web@2 web")).out).toBe("web@2 and web (draft) say the same.\n");
  expect(await run("graph rename web web-2")).toMatchObject({ code: 0 });
  expect((await run("graph show web-2@1")).out).toContain(first.digest);
  expect((await run("graph list")).out).toMatch(/web-2 +\/ +@2 +sealed +2 +ok/);
  expect(await run("graph delete web-2")).toMatchObject({ code: 0 });
  expect(await run("graph show web-2")).toMatchObject({ code: 3, out: "" });
});

test("a pipeline is launched, watched to its end, and shown in the shape that scripts rely on", async () => {
  await run("graph apply -f -", chain("shape"));
  const told = waiting("launch shape --name night --wait --json");
  await vi.waitFor(() => expect(told.err).toContain("Launched pipeline"));
  await runner.executeAll();
  expect(await told.code).toBe(0);
  const ended = JSON.parse(told.out);
  const shown = await json(`pipeline show ${ended.id}`);
  expect(shown.document).toEqual(ended);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect(ended).toEqual({
    ...{ id: ended.id, graph: "shape", revision: 1, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    ...{ name: "night", state: "succeeded", paused: false, reason: null, priority: 0, labels: {} },
    ...{ handledFailures: 0, staleTracks: 0, overrides: 0, params: {} },
    ...{ startedAt: time, finishedAt: time, dueAt: null },
    tracks: ["A", "B"].map((vertex) => ({
      ...{ vertex, state: "succeeded", reason: null, stale: false, override: null },
      ...{ attempt: 1, inputs: {} },
      ...{ outputs: { k: "v" }, exitCode: 0, signal: null, startedAt: time, finishedAt: time },
      ...{ dueAt: null, giveUpAt: null },
    })),
  });
  const { document: events } = await json(`pipeline events ${ended.id}`);
  expect(
    events
      .filter((event: { vertex: string }) => event.vertex === "B")
      .map((event: { to: string }) => event.to),
  ).toEqual(["pending", "running", "succeeded"]);
});

test("a failed pipeline ends --wait with 1; retried by hand it succeeds, and the reason is kept", async () => {
  await run("graph apply -f -", chain("flaky"));
  const told = waiting("launch flaky --wait");
  await vi.waitFor(() => expect(told.err).toContain("Launched pipeline"));
  const [, id] = /pipeline (\d+)/.exec(told.err) ?? [];
  await runner.executeAll({ A: 3 });
  expect(await told.code).toBe(1);
  expect(told.out).toMatch(/A +failed +Exit 3/);
  expect((await json(`pipeline show ${id}`)).document.tracks[0]).toMatchObject({
    state: "failed",
    reason: "exit 3",
    exitCode: 3,
  });
  expect(await run(`track retry ${id} A`)).toMatchObject({
    code: 2,
    err: expect.stringContaining("--reason"),
  });
  expect(await run(`track retry ${id} A --reason later`)).toMatchObject({ code: 0 });
  await runner.executeAll();
  expect(await run(`pipeline watch ${id}`)).toMatchObject({ code: 0 });
  expect(await run(`track retry ${id} A --reason again`)).toMatchObject({
    code: 3,
    err: expect.stringContaining("A is succeeded"),
  });
});

test("a prompt is listed, shown and answered once; a second answer is refused with the name of the first person", async () => {
  await run(`graph apply -f ${graphFile("test1")}`);
  const told = waiting("launch test1 --wait");
  await vi.waitFor(() => expect(told.out).toContain("prompt show"));
  const { document: prompts } = await json("prompt list");
  const prompt = prompts.find((each: { graph: string }) => each.graph === "test1");
  const shown = await run(`prompt show ${prompt.id}`);
  expect(shown.out).toMatch(/ip +string +yes +"127\.0\.0\.1"/);
  expect(await run(`prompt answer ${prompt.id} -p port=1`)).toMatchObject({
    code: 2,
    err: expect.stringContaining('"port" is not declared'),
  });
  expect(await run(`prompt answer ${prompt.id}`)).toMatchObject({
    code: 0,
    err: 'ip = "127.0.0.1" (prefilled)\n',
  });
  const second = await run(`prompt answer ${prompt.id} -p ip=10.0.0.1`);
  expect(second).toMatchObject({ code: 3, out: "", err: expect.stringContaining("ann answered") });
  await runner.executeAll();
  expect(await told.code).toBe(0);
  await run("launch test1");
  const { document: again } = await json("prompt list");
  const given = await run(`prompt answer ${again[0].id} -p ip=10.0.0.2 --comment checked`);
  expect(given).toMatchObject({ code: 0, err: "" });
  const { document: answered } = await json(`prompt show ${again[0].id}`);
  expect(answered).toMatchObject({ values: { ip: "10.0.0.2" }, comment: "checked", answeredBy: "ann" });
  await runner.executeAll();
});

test("values of the launch reach the track, and invalid ones are refused together", async () => {
  await run(`graph apply -f ${graphFile("test1")}`);
  const refused = await run("launch test1 -p env=prod --input A.port=1 --input Z.ip=1");
  expect(refused).toMatchObject({ code: 2, out: "" });
  expect(refused.err).toMatch(/params\.env:.*\n.*inputs\.A\.port:.*\n.*inputs\.Z:/);
  const { document: launched } = await json("launch test1 --input A.ip=10.0.0.7 --key twice");
  expect((await json("launch test1 --key twice")).document).toEqual({ id: launched.id, isNew: false });
  await runner.executeAll();
  const { document } = await json(`pipeline show ${launched.id}`);
  expect(document.tracks[0]).toMatchObject({ vertex: "A", state: "succeeded", inputs: { ip: "10.0.0.7" } });
});

test("launches are one only where their keys are the same characters", async () => {
  await run("graph apply -f -", chain("keyed"));
  const launch = async (key: string) => {
    const words = ["launch", "keyed", "--key", key, "--json"];
    const command = runCliForTest(words, { SIGNALBOX_URL: server.url });
    expect(await command.code).toBe(0);
    return JSON.parse(command.out) as { id: number; isNew: boolean };
  };
  const keys = ["k", "k ", "K", "é", "e\u0301", "ß", "ss"];
  const made: { id: number; isNew: boolean }[] = [];
  for (const key of keys) made.push(await launch(key));
  expect(made.every(({ isNew }) => isNew)).toBe(true);
  for (const [place, key] of keys.entries())
    expect(await launch(key)).toEqual({ id: made[place]?.id, isNew: false });
  await runner.executeAll();
});

test("pause, resume and cancel", async () => {
  await run("graph apply -f -", chain("control"));
  const { document: launched } = await json("launch control");
  expect((await json(`pipeline pause ${launched.id}`)).document).toMatchObject({
    state: "running",
    paused: true,
  });
  await runner.executeAll();
  expect((await run(`pipeline list --graph control`)).out).toContain("running, paused");
  expect((await json(`pipeline resume ${launched.id}`)).document.paused).toBe(false);
  expect(await run(`pipeline cancel ${launched.id} --kill --reason enough`)).toMatchObject({ code: 0 });
  expect(await run(`pipeline watch ${launched.id}`)).toMatchObject({
    code: 1,
    out: expect.stringContaining("cancelled by ann: enough"),
  });
  expect(await run(`pipeline pause ${launched.id}`)).toMatchObject({ code: 3 });
});

test("a record stream is declared where its Redis is away, and says so; it is shown, and forgotten", async () => {
  await run("connection set queue --kind redis --address redis://127.0.0.1:1");
  const set = await run("stream set orders --connection queue --max-length 9 --key-field id");
  expect(set).toMatchObject({ code: 0, err: expect.stringContaining("could not be asked") });
  expect((await json("stream show orders")).document).toMatchObject({ maxLength: 9, keyField: "id" });
  expect((await run("stream list")).out).toMatch(/orders +queue +orders +9/);
  expect((await run("stream length orders")).out).toContain("unknown: ");
  expect((await run("stream set orders --connection queue --max-length few")).code).not.toBe(0);
  expect((await run("stream remove orders")).code).toBe(0);
  expect((await run("stream list")).out).toContain("There are no record streams");
});
