import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { socketPathFor } from "#platform/addresses/socket-path.ts";
import { WEB_SOCKET } from "#platform/addresses/web-socket.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { addPerson } from "#services/people/people.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { listGrants } from "#services/rights/grants.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { programWords } from "#testing/test-programs.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const PIPED = "signalbox: 1\nname: piped\nvertices:\n  A: { script: echo A }\nedges: []\n";

const { database, launch, makeDirectory, startApi } = await startTestSystem();
const server = await startApi();
const runner = await StandInRunner.register(database);

/** The command line as a separate process; `output` grows while it runs. */
function start(words: string, stdin: string | null = null, program = programWords("cli")) {
  const env = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH,
    SIGNALBOX_URL: server.url,
    SIGNALBOX_DATA: "/nonexistent",
  };
  const child = spawn(process.execPath, [...program, ...words.split(" ")], { env });
  const output = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.err += text;
  });
  if (stdin === null) child.stdin.end();
  else child.stdin.end(stdin);
  return { child, output, code: once(child, "close").then(([code]) => code as number | null) };
}

test("a graph is read from a pipe and launched, and Ctrl-C leaves its pipeline running", async () => {
  const applied = start("graph apply -f - --json", PIPED);
  expect(await applied.code).toBe(0);
  expect(JSON.parse(applied.output.out)).toMatchObject({ name: "piped", isNew: true });
  const launched = start("launch piped --wait");
  await vi.waitFor(() => expect(launched.output.out).toMatch(/A +queued/), 20_000);
  launched.child.kill("SIGINT");
  expect(await launched.code).toBe(130);
  const [, id] = /pipeline (\d+)/.exec(launched.output.err) ?? [];
  const watched = start(`pipeline watch ${id}`);
  await vi.waitFor(() => expect(watched.output.out).toMatch(/A +queued/), 20_000);
  await runner.executeAll({ A: 7 });
  expect(await watched.code).toBe(1);
  expect(watched.output.out).toMatch(/A +failed +Exit 7/);
});

test("a word of the command line that is not UTF-8 is refused before anything is sent", async () => {
  const [node, ...program] = [process.execPath, ...programWords("cli")];
  const words = [node, ...program].map((word) => `'${word}'`).join(" ");
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, SIGNALBOX_URL: server.url };
  const child = spawn("sh", ["-c", `exec ${words} launch piped -p "name=caf$(printf '\\351')"`], { env });
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  expect((await once(child, "close"))[0]).toBe(2);
  expect(err).toContain("word 4 of the command is not UTF-8 text. Nothing was sent.");
});

test("a closed pipe on stdout causes no error", async () => {
  for (let count = 0; count < 3; count += 1) await launch(PIPED);
  const listed = start("pipeline list");
  listed.child.stdout.destroy();
  expect(await listed.code).toBe(0);
  expect(listed.output.err).toBe("");
});

test("a reader who has read enough does not end what waits for a pipeline: its exit code is the pipeline's", async () => {
  await start("graph apply -f -", PIPED).code;
  const launched = start("launch piped --wait");
  await vi.waitFor(() => expect(launched.output.out).toMatch(/A +queued/), 20_000);
  launched.child.stdout.destroy();
  await runner.executeAll({ A: 7 });
  expect(await launched.code).toBe(1);
});

test("a command that changes something does all of it where nobody reads what it prints", async () => {
  const ids: number[] = [];
  for (let count = 0; count < 3; count += 1) ids.push((await launch(PIPED)).id);
  const cancelled = start(`pipeline cancel ${ids.join(" ")} --kill --reason over`);
  cancelled.child.stdout.destroy();
  cancelled.child.stderr.destroy();
  expect(await cancelled.code).toBe(0);
  for (const id of ids)
    expect((await showPipeline(database.queries, id)).pipeline.state, `${id}`).toBe("cancelled");
});

test("output that cannot be written is said without a stack, and is an exit code of its own", async () => {
  const words = [process.execPath, ...programWords("cli")].map((word) => `'${word}'`).join(" ");
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, SIGNALBOX_URL: server.url };
  const child = spawn("sh", ["-c", `exec ${words} pipeline list > /dev/full`], { env });
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  expect((await once(child, "close"))[0]).toBe(74);
  expect(err).toMatch(/^What this command prints could not be written \(ENOSPC.*\n$/);
});

test("a value of a launch with thousands of entries is cut where people read it, and whole as JSON", async () => {
  const env = { SIGNALBOX_URL: server.url };
  const hosts = JSON.stringify(Array.from({ length: 2_000 }, (_, number) => number));
  const graph = `${PIPED}params: { hosts: { type: list } }\n`.replace("piped", "wide");
  expect(await runCliForTest(["graph", "apply", "-f", "-"], env, graph).code).toBe(0);
  const launched = runCliForTest(["launch", "wide", "-p", `hosts=${hosts}`, "--json"], env);
  expect(await launched.code).toBe(0);
  const show = ["pipeline", "show", String(JSON.parse(launched.out).id)];
  const [text, json] = [runCliForTest(show, env), runCliForTest([...show, "--json"], env)];
  expect([await text.code, await json.code]).toEqual([0, 0]);
  const [param = ""] = /^Param .*$/m.exec(text.out) ?? [];
  expect(param).toMatch(
    /^Param +hosts = \[0,1,2,.{900,1000}… \(8,891 characters, all of them with --json\)$/,
  );
  expect(JSON.parse(json.out).params.hosts).toHaveLength(2_000);
});

test("by the socket of this machine an export names the schema at the server's address", async () => {
  const dir = await makeDirectory();
  const { hostname, port } = new URL(server.url);
  const web = createServer((socket) => {
    const to = connect(Number(port), hostname);
    for (const each of [socket, to]) each.on("error", () => undefined);
    socket.pipe(to).pipe(socket);
  });
  await once(web.listen(socketPathFor(dir, WEB_SOCKET)), "listening");
  const exported = runCliForTest(["graph", "export", "piped", "--schema"], { SIGNALBOX_DATA: dir });
  expect([await exported.code, exported.err]).toEqual([0, ""]);
  expect(exported.out).toMatch(
    /^# yaml-language-server: \$schema=http:\S+\/api\/graph-schema\nsignalbox: 1\n/,
  );
  web.close();
});

test("an unknown verb is refused without a stack", async () => {
  const odd = start("pipeline shwo 7", null, [join(PROJECT_ROOT, "server", "cli", "bin.mjs")]);
  expect(await odd.code).toBe(2);
  expect(odd.output.err).toContain("Did you mean show?");
  expect(odd.output.err).not.toMatch(/^ +at /m);
});

test("the audit is listed, exported and followed, and a changed entry is named", async () => {
  const env = { SIGNALBOX_URL: server.url };
  const run = async (...words: string[]) => {
    const command = runCliForTest(words, env);
    return { code: await command.code, out: command.out, err: command.err };
  };
  for (const name of ["first", "second"])
    await runCliForTest(["graph", "apply", "-f", "-"], env, PIPED.replace("piped", name)).code;
  const listed = await run("audit", "list", "--what", "graphs.", "--about", "second", "--since", "1h");
  expect(listed.out).toMatch(/ann \(person 1\)\s+graphs\.applyText\s+graph \d+ second\s+done\s+127\.0\.0\.1/);
  const whole = await run("audit", "verify");
  expect([whole.code, whole.out]).toEqual([
    0,
    expect.stringMatching(/whole: \d+ entries\.\n\d+:[0-9a-f]{64}\n/),
  ]);
  const head = whole.out.trim().split("\n").at(-1) ?? "";
  expect((await run("audit", "verify", "--head", head)).code).toBe(0);
  const file = join(await makeDirectory(), "audit.ndjson");
  await writeFile(file, (await run("audit", "export")).out);
  expect((await run("audit", "verify", "--file", file, "--head", head)).code).toBe(0);
  const empty = join(await makeDirectory(), "empty.ndjson");
  await writeFile(empty, "");
  for (const [wrong, said] of [
    [empty, /has no entry of an audit in it/],
    [`${empty}.none`, /cannot be read: ENOENT/],
    [await makeDirectory(), /cannot be read: EISDIR/],
  ] as const) {
    const refused = await run("audit", "verify", "--file", wrong);
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(said)]);
  }
  expect((await run("audit", "verify", "--head", "99999:".padEnd(70, "0"))).out).toMatch(
    /ends at entry \d+; entry 99999/,
  );
  await database.pool.query("UPDATE audit_entry SET who_name = 'eve' WHERE object_name = 'first'");
  const forged = await run("audit", "verify", "--json");
  expect([forged.code, JSON.parse(forged.out)]).toEqual([
    1,
    expect.objectContaining({ isWhole: false, problem: expect.objectContaining({ problem: "changed" }) }),
  ]);
});

test("folders, groups and roles are made, shown and taken away, and a graph is moved", async () => {
  const { id } = await addPerson(database.queries, { name: "Eve", email: null }, COMMAND_LINE);
  const say = async (words: string, stdin = "") => {
    const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
    return [await command.code, command.out + command.err] as const;
  };
  const graph = "signalbox: 1\nname: placed\nvertices: { A: { script: a } }\n";
  for (const [words, said] of [
    ["folder create ops", /Made the folder ops\./],
    ["folder create ops/db", /Made the folder ops\/db\./],
    ["graph apply -f - --folder ops/db", /Made placed/],
    ["graph list --folder ops", /placed +ops\/db/],
    ["folder move ops/db data", /ops\/db is data now/],
    ["graph list --folder data", /placed +data/],
    ["graph move placed ops", /placed is in ops now/],
    // Of both names only the last one must be free.
    ["folder create ops/data", /Made/],
    ["folder move data ops/moved", /data is ops\/moved now/],
    ["folder move ops/moved data", /ops\/moved is data now/],
    ["folder delete ops/data", /Deleted/],
    ["folder delete data", /Deleted the folder data/],
    ["group create nights", /Made the group nights/],
    ["group add nights eve", /eve is in nights now/],
    ["group rename nights night", /nights is night now/],
    ["grant add operator --group night --folder ops", /night is operator in ops now/],
    ["grant add viewer --person Eve", /Eve is viewer in \/ now/],
    ["grant list ops", /viewer +Eve +\/\n.*operator +group night +ops/],
    ["group list", /night +Eve +operator in ops/],
    ["runner label gpu --folder ops", /Only graphs in ops may use the label gpu/],
    ["runner label", /gpu +ops/],
    ["runner label gpu --free", /All graphs may use the label gpu/],
    ["group remove night Eve", /Eve is not in night any more/],
    ["group delete night", /Deleted the group night/],
    ["folder list", /ops +1 +read, launch, control, answer, design, administer/],
  ] as const) {
    const [code, out] = await say(words, words.startsWith("graph apply") ? graph : "");
    expect([words, code, out]).toEqual([words, 0, expect.stringMatching(said)]);
  }
  const [grant] = (await listGrants(database.queries, "")).filter(({ to }) => to.id === id);
  expect((await say(`grant remove ${grant?.id}`))[0]).toBe(0);
  expect((await say("folder delete ops"))[1]).toMatch(/not empty: 1 graph/);
  expect((await say("folder move ops/away ops"))[0]).toBe(3);
  await say("folder create ops/here");
  await say("folder create taken");
  expect((await say("folder move ops/here taken"))[1]).toMatch(/There is a folder taken already/);
  // What is refused has moved nothing half way.
  expect((await say("folder list"))[1]).toMatch(/ops\/here/);
  expect((await say("folder create a//b"))[0]).toBe(2);
  expect((await say("grant add viewer --person nobody"))[0]).toBe(3);
});

test("of two people of one name, lists of roles and groups say who is meant", async () => {
  const add = (email: string | null) => addPerson(database.queries, { name: "Ann", email }, COMMAND_LINE);
  const { id } = await add(null);
  await add("ann@b.c");
  const say = async (words: string) => {
    const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url });
    return [await command.code, command.out + command.err] as const;
  };
  await say("group create two");
  await say(`group add two ${id}`);
  await say(`grant add viewer --person ${id}`);
  expect(await say("group list")).toEqual([0, expect.stringContaining(`Ann (#${id})`)]);
  expect(await say("grant list")).toEqual([0, expect.stringContaining(`Ann (#${id})`)]);
});

test.each(["graph list", "pipeline cancel 1", "pipeline watch 1", "sign-in --server http://127.0.0.1:6000"])(
  "a port that fetch refuses is told at once, and nothing is said of a broken connection: %s",
  async (words) => {
    const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: "http://127.0.0.1:6000" });
    expect(await command.code).toBe(2);
    expect(command.err).toContain("The port of http://127.0.0.1:6000 cannot be used");
    expect(command.err).not.toContain("SIGNALBOX_REQUEST_ID");
  },
);
