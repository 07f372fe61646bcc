import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "../run-cli-for-test.ts";
import { momentText } from "../text/time-text.ts";

const { database, startApi } = await startTestSystem();
const server = await startApi();
const runner = await StandInRunner.register(database);
const chain =
  "signalbox: 1\nname: chain\nvertices:\n  A: { script: echo A }\n  B: { script: echo B }\nedges: [A -> B]\n";
expect(await signalbox("graph apply -f -", chain).code).toBe(0);

function signalbox(words: string, stdin = "") {
  return runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
}

async function launch(): Promise<number> {
  const command = signalbox("launch chain --json");
  expect(await command.code).toBe(0);
  return JSON.parse(command.out).id;
}

async function claimed() {
  const track = await runner.claim();
  if (track === null) throw new Error("There is nothing to claim.");
  return track;
}

test("the end and the return of the server are printed once each, and no change is printed twice", async () => {
  const id = await launch();
  const watching = signalbox(`pipeline watch ${id}`);
  const a = await claimed();
  await vi.waitFor(() => expect(watching.out).toMatch(/A +running/));
  await server.markLost();
  await vi.waitFor(() => expect(watching.err).toContain("does not answer"), 10_000);
  await server.appear();
  await vi.waitFor(() => expect(watching.err).toContain("answers again"), 10_000);
  await runner.settle(a, 0);
  const b = await claimed();
  await vi.waitFor(() => expect(watching.out).toMatch(/B +running/), 10_000);
  await runner.settle(b, 0);
  expect(await watching.code).toBe(0);
  expect(watching.err.match(/does not answer/g)).toHaveLength(1);
  expect(watching.err.match(/answers again/g)).toHaveLength(1);
  expect(watching.out.match(/A +running/g)).toHaveLength(1);
  expect(watching.out.match(/A +succeeded/g)).toHaveLength(1);
});

const absences = {
  "not there": () => server.markLost(),
  "behind a proxy that answers for it": async () => {
    server.fail();
    await vi.waitFor(() => expect(server.failures()).toBeGreaterThan(1), 10_000);
  },
};

test.each(Object.entries(absences))(
  "a log that is followed while the server is %s is complete, without repetition, and ends with its attempt",
  async (_, goAway) => {
    const id = await launch();
    const following = signalbox(`logs ${id} A --follow`);
    await vi.waitFor(() => expect(following.err).toContain("A has not begun"));
    const a = await claimed();
    await runner.print(a, "one\n");
    await vi.waitFor(() => expect(following.out).toBe("one\n"));
    await goAway();
    await vi.waitFor(() => expect(following.err).toContain("does not answer"), 10_000);
    await runner.print(a, "two\n", "stderr");
    await runner.print(a, "[signalbox: log cut]\n", "system");
    await server.appear();
    await vi.waitFor(() => expect(following.out).toBe("one\ntwo\n"), 10_000);
    await runner.print(a, "three\n");
    await runner.settle(a, 0);
    expect(await following.code).toBe(0);
    expect(following.out).toBe("one\ntwo\nthree\n");
    expect(following.err).toContain("[signalbox: log cut]");
    await runner.executeAll();
  },
);

test("a finished log is printed completely, as text or as one document; each attempt has its own", async () => {
  const id = await launch();
  const first = await claimed();
  await runner.print(first, "first\n");
  await runner.settle(first, 1);
  expect(await signalbox(`track retry ${id} A --reason again`).code).toBe(0);
  const second = await claimed();
  // More than one page of the API.
  for (let line = 1; line <= 450; line += 1) await runner.print(second, `line ${line}\n`);
  await runner.settle(second, 0);
  const newest = signalbox(`logs ${id} A`);
  expect(await newest.code).toBe(0);
  expect(newest.out.split("\n")).toHaveLength(451);
  const old = signalbox(`logs ${id} A --attempt 1 --json`);
  expect(await old.code).toBe(0);
  expect(JSON.parse(old.out)).toMatchObject({
    ...{ pipeline: id, vertex: "A", attempt: 1, isComplete: true },
    chunks: [{ stream: "merged", text: "first\n" }],
  });
  const none = signalbox(`logs ${id} A --attempt 3`);
  expect(await none.code).toBe(3);
  expect(none.err).toContain("was attempted 2 times: there is no attempt 3");
  const unknown = signalbox(`logs ${id} Z`);
  expect(await unknown.code).toBe(3);
  expect(unknown.err).toContain("It has A, B.");
  await runner.executeAll();
});

test("a log that retention has removed says so, printed and followed", async () => {
  const id = await launch();
  await runner.executeAll();
  await database.pool.query("delete from log_chunk where pipeline_id = ?", [id]);
  await database.pool.query(
    "update attempt set log_bytes = 9 where track_id in (select id from track where pipeline_id = ?)",
    [id],
  );
  await database.pool.query("update pipeline set logs_removed_at = '2040-03-04' where id = ?", [id]);
  for (const words of ["--tail 3", "--follow"]) {
    const command = signalbox(`logs ${id} A ${words}`);
    expect(await command.code).toBe(0);
    expect(command).toMatchObject({
      out: "",
      err: "The log of A, attempt 1, was removed by retention on 2040-03-04.\n",
    });
  }
  const command = signalbox(`logs ${id} A --json`);
  expect(await command.code).toBe(0);
  expect(JSON.parse(command.out)).toMatchObject({ chunks: [], removedAt: "2040-03-04T00:00:00.000Z" });
});

test("on a terminal a log is what a terminal shows, with colours and no other command; a pipe gets every byte", async () => {
  const id = await launch();
  const a = await claimed();
  const text =
    "10 %\r50 %\r\x1b[K100 %\n\x1b[31mred\x1b[0m \x1b]0;title\x07and\x1b[2J\x1b[1A\b\b\b\x1b[1;38;5;200mx\x1b[m\n";
  const cut = text.indexOf("\x1b[31") + 3;
  await runner.print(a, text.slice(0, cut));
  await runner.print(a, text.slice(cut));
  await runner.print(a, "[signalbox: \x1b[2Jnote]\n", "system");
  await runner.print(a, "end");
  await runner.settle(a, 0);
  const piped = signalbox(`logs ${id} A`);
  expect(await piped.code).toBe(0);
  expect(piped.out).toBe(`${text}end`);
  const shown = runCliForTest(["logs", `${id}`, "A"], { SIGNALBOX_URL: server.url }, "", 80);
  expect(await shown.code).toBe(0);
  expect(shown.out).toBe("100 %\n\x1b[31mred\x1b[0m \x1b[1;38;5;200mx\x1b[0mnd\nend\r\x1b[Kend");
  expect(shown.err).toContain("[signalbox: note]");
  await runner.executeAll();
});

test("on a terminal the last line is drawn anew until it has ended, and no wider than the terminal", async () => {
  const id = await launch();
  const a = await claimed();
  const words = ["logs", `${id}`, "A", "--follow"];
  const following = runCliForTest(words, { SIGNALBOX_URL: server.url }, "", 10);
  const erase = "\r\x1b[K";
  await runner.print(a, "10 %");
  await vi.waitFor(() => expect(following.out).toBe("10 %"));
  await runner.print(a, "\r50 %, 部署部署 and more");
  await vi.waitFor(() => expect(following.out).toBe(`10 %${erase}50 %, 部`), 10_000);
  await runner.print(a, "\rdone\x1b[K\n");
  await runner.settle(a, 0);
  expect(await following.code).toBe(0);
  expect(following.out).toBe(`10 %${erase}50 %, 部${erase}done\n`);
  await runner.executeAll();
});

test("with --timestamps each line begins with its time, in this machine's time zone", async () => {
  const id = await launch();
  const a = await claimed();
  for (const piece of ["one\ntw", "o\n", "\nlast"]) await runner.print(a, piece);
  await runner.print(a, "[signalbox: note]\n", "system");
  await runner.settle(a, 0);
  const document = signalbox(`logs ${id} A --json`);
  expect(await document.code).toBe(0);
  const times = JSON.parse(document.out).chunks.map(({ at }: { at: string }) => momentText(new Date(at)));
  const [first, , third, system] = times;
  const stamped = signalbox(`logs ${id} A --timestamps`);
  expect(await stamped.code).toBe(0);
  expect(stamped.out).toBe(`${first} one\n${first} two\n${third} \n${third} last`);
  expect(stamped.err).toContain(`${system} [signalbox: note]`);
  const env = { SIGNALBOX_URL: server.url, NO_COLOR: "1" };
  const shown = runCliForTest(["logs", `${id}`, "A", "--timestamps"], env, "", 80);
  expect(await shown.code).toBe(0);
  expect(shown.out).toBe(`${first} one\n${first} two\n${third} \n${third} last\r\x1b[K${third} last`);
  await runner.executeAll();
});

test("--tail begins with a line counted from the end, also while it follows", async () => {
  const id = await launch();
  const a = await claimed();
  for (const piece of ["one\ntw", "o\nthree\n", "fo", "ur\n"]) await runner.print(a, piece);
  const tail = signalbox(`logs ${id} A --tail 3`);
  expect(await tail.code).toBe(0);
  expect(tail.out).toBe("two\nthree\nfour\n");
  const following = signalbox(`logs ${id} A --tail 1 --follow`);
  await vi.waitFor(() => expect(following.out).toBe("four\n"));
  await runner.print(a, "five");
  await runner.settle(a, 0);
  expect(await following.code).toBe(0);
  expect(following.out).toBe("four\nfive");
  const all = signalbox(`logs ${id} A --tail 99 --timestamps`);
  expect(await all.code).toBe(0);
  expect(all.out.split("\n")).toHaveLength(5);
  const none = signalbox(`logs ${id} A --tail 0`);
  expect(await none.code).toBe(2);
  expect(none.err).toContain('--tail is "0"');
  await runner.executeAll();
});

test("--failed prints the logs of the failures, each below a line that names it", async () => {
  const id = await launch();
  const nothing = signalbox(`logs ${id} --failed`);
  expect(await nothing.code).toBe(0);
  expect([nothing.out, nothing.err]).toEqual(["", `Pipeline ${id} has no failed track with a log.\n`]);
  const a = await claimed();
  await runner.print(a, "begin\nno space left");
  await runner.settle(a, 3);
  const failed = signalbox(`logs ${id} --failed --tail 1`);
  expect(await failed.code).toBe(0);
  expect(failed.out).toMatch(/^==> A, attempt 1: .+ <==\nno space left\n$/);
  const document = signalbox(`logs ${id} --failed --json`);
  expect(await document.code).toBe(0);
  expect(JSON.parse(document.out)).toMatchObject([{ pipeline: id, vertex: "A", attempt: 1 }]);
  for (const [words, problem] of [
    [`logs ${id}`, "Name a vertex"],
    [`logs ${id} A --failed`, "leave out a vertex"],
    [`logs ${id} --failed --follow`, "leave out --follow"],
  ] as const) {
    const wrong = signalbox(words);
    expect(await wrong.code).toBe(2);
    expect(wrong.err).toContain(problem);
  }
  await runner.executeAll();
});

test("Ctrl-C ends the command, not the pipeline, and says so", async () => {
  const id = await launch();
  const watching = signalbox(`pipeline watch ${id}`);
  await vi.waitFor(() => expect(watching.out).toMatch(/A +queued/));
  watching.interrupt();
  expect(await watching.code).toBe(130);
  expect(watching.err).toContain(`pipeline watch ${id}`);
  const shown = signalbox(`pipeline show ${id} --json`);
  expect(await shown.code).toBe(0);
  expect(JSON.parse(shown.out).state).toBe("running");
  await runner.executeAll();
});

test("without a server the message says so and the exit code is 4", async () => {
  await server.markLost();
  const command = signalbox("graph list --json");
  expect(await command.code).toBe(4);
  expect(command.err).toContain(`Nothing answers at ${server.url}`);
  expect(JSON.parse(command.out).error.code).toBe("unreachable");
  await server.appear();
});

test.each([
  ["text/html", "<h1>It works</h1>"],
  ["application/json", '{"hello":"world"}'],
  ["text/plain", ""],
])("another server that answers %s is recognized", async (type, body) => {
  const otherServer = createServer((_, response) => response.setHeader("content-type", type).end(body));
  await new Promise<void>((resolve) => otherServer.listen(0, "127.0.0.1", resolve));
  const { port } = otherServer.address() as AddressInfo;
  const command = runCliForTest(["graph", "list"], { SIGNALBOX_URL: `http://127.0.0.1:${port}` });
  expect(await command.code).toBe(4);
  expect(command.err).toContain("is not Signalbox");
  otherServer.closeAllConnections();
  await new Promise((resolve) => otherServer.close(resolve));
});

test("the token is sent with calls and with the stream", async () => {
  const seen: (string | undefined)[] = [];
  const listener = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  const env = { SIGNALBOX_URL: `http://127.0.0.1:${port}`, SIGNALBOX_TOKEN: "secret-of-the-test" };
  expect(await runCliForTest(["graph", "list"], env).code).toBe(4);
  expect(seen).toEqual(["Bearer secret-of-the-test"]);
  listener.closeAllConnections();
  await new Promise((resolve) => listener.close(resolve));
});
