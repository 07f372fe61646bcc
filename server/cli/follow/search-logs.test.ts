import { expect, test, vi } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "../run-cli-for-test.ts";

const { database, startApi } = await startTestSystem();
const server = await startApi();
const runner = await StandInRunner.register(database);
const pair = "signalbox: 1\nname: pair\nvertices:\n  A: { script: echo A }\n  B: { script: echo B }\n";
expect(await signalbox(["graph", "apply", "-f", "-"], pair).code).toBe(0);

function signalbox(words: readonly string[], stdin = "", columns?: number) {
  return runCliForTest(words, { SIGNALBOX_URL: server.url, NO_COLOR: "1" }, stdin, columns);
}

async function ran(...words: string[]) {
  const command = signalbox(words);
  return { code: await command.code, out: command.out, err: command.err };
}

/** Two tracks that run in a new pipeline, in the order of their names. */
async function launch() {
  const { out } = await ran("launch", "pair", "--json");
  const id: string = String(JSON.parse(out).id);
  const tracks = [await runner.claim(), await runner.claim()];
  const [a, b] = tracks.sort((one, other) => (one?.number ?? 0) - (other?.number ?? 0));
  if (a == null || b == null) throw new Error("There is nothing to claim.");
  return { id, a, b };
}

test("--grep prints the lines of one log that have a pattern, of the last lines and of those that come", async () => {
  const { id, a, b } = await launch();
  await runner.print(a, "\x1b[31mwar\x1b[0mning: disk\nok\nWarning: load\n50 %\rwarn");
  const grep = (pattern: string, ...words: string[]) => ran("logs", id, "A", "--grep", pattern, ...words);
  expect(await grep("^warn")).toMatchObject({ code: 0, out: "warning: disk\nwarn\n", err: "" });
  expect((await grep("^warn.*:", "--ignore-case")).out).toBe("warning: disk\nWarning: load\n");
  expect((await grep("arn", "--tail", "2")).out).toBe("Warning: load\nwarn\n");
  const { matches, chunks } = JSON.parse((await grep("load", "--tail", "2", "--json")).out);
  expect([matches, chunks]).toMatchObject([
    [{ line: 3, stream: "merged", text: "Warning: load" }],
    undefined,
  ]);
  expect((await grep("ok", "--timestamps")).out).toMatch(/^\d{4}-\d\d-\d\dT\S+ ok\n$/);
  const colored = runCliForTest(["logs", id, "A", "--grep", "disk"], { SIGNALBOX_URL: server.url }, "", 80);
  expect(await colored.code).toBe(0);
  expect(colored.out).toBe("\x1b[31mwar\x1b[0mning: disk\n");
  const following = signalbox(["logs", id, "A", "--grep", "arn", "--tail", "2", "--follow"]);
  await vi.waitFor(() => expect(following.out).toBe("Warning: load\n"));
  await runner.print(a, "ed\nother\nno line break: warn");
  await vi.waitFor(() => expect(following.out).toBe("Warning: load\nwarned\n"));
  await runner.settle(a, 0);
  await runner.settle(b, 0);
  expect(await following.code).toBe(0);
  expect(following.out).toBe("Warning: load\nwarned\nno line break: warn\n");
});

test("--grep without a vertex prints the lines of all tracks, each with its track", async () => {
  const { id, a, b } = await launch();
  await runner.print(a, "time");
  await runner.print(b, "no timeout\n");
  await runner.print(a, "out of A\n");
  await runner.print(b, `${"timeout\n".repeat(450)}last\n`);
  await runner.print(a, "[signalbox: timeout]\n", "system");
  await runner.settle(a, 0);
  await runner.settle(b, 0);
  const found = await ran("logs", id, "--grep", "timeout");
  expect(found.code).toBe(0);
  const lines = found.out.trimEnd().split("\n");
  expect(lines).toHaveLength(452);
  expect(lines).toEqual(expect.arrayContaining(["A: timeout of A", "B: no timeout", "B: timeout"]));
  expect(found.err).toBe("A: [signalbox: timeout]\n");
  const { pipeline, matches } = JSON.parse((await ran("logs", id, "--grep", "of A$", "--json")).out);
  expect([pipeline, matches]).toEqual([
    Number(id),
    [{ vertex: "A", attempt: 1, line: 1, stream: "merged", at: expect.any(String), text: "timeout of A" }],
  ]);
});

test("--grep looks at a line as a whole and prints all of it, however long it is", async () => {
  const { id, a, b } = await launch();
  const long = `{${"x".repeat(3_997)}error${"y".repeat(6_000)}}`;
  await runner.print(a, `${long}\nan error\n`);
  await runner.settle(a, 0);
  await runner.settle(b, 0);
  const grep = (...words: string[]) => ran("logs", id, ...words, "--grep", "x{9}error|^an");
  expect((await grep("A")).out).toBe(`${long}\nan error\n`);
  expect((await grep()).out).toBe(`A: ${long}\nA: an error\n`);
  for (const words of [["A"], ["A", "--tail", "2"], []]) {
    const { matches } = JSON.parse((await grep(...words, "--json")).out);
    expect(matches).toMatchObject([{ line: 1 }, { line: 2 }]);
  }
});

test("--grep in a log in which nothing stands says that, and not that no line has it", async () => {
  const { id, a, b } = await launch();
  const said = async (vertex: string) => (await ran("logs", id, vertex, "--grep", "x")).err;
  expect(await said("A")).toBe("A, attempt 1, has printed nothing yet: it has no log.\n");
  await runner.settle(a, 0);
  await runner.settle(b, 0);
  expect(await said("B")).toBe("B, attempt 1, printed nothing: it has no log.\n");
});

test("no line with the pattern is said, and no failure; a wrong pattern and what does not go with it are refused", async () => {
  const { id, a, b } = await launch();
  await runner.print(a, "text\n");
  await runner.settle(a, 0);
  await runner.settle(b, 0);
  expect(await ran("logs", id, "A", "--grep", "zzz")).toEqual({
    ...{ code: 0, out: "" },
    err: "No line of the log of A, attempt 1, has it.\n",
  });
  expect(await ran("logs", id, "--grep", "zzz")).toEqual({
    ...{ code: 0, out: "" },
    err: `No line of the logs of pipeline ${id} has it.\n`,
  });
  await database.pool.query("update pipeline set logs_removed_at = '2040-03-04' where id = ?", [id]);
  expect((await ran("logs", id, "--grep", "zzz")).err).toContain("removed by retention on 2040-03-04");
  for (const [words, problem] of [
    [["A", "--grep", "a(b"], '--grep is "a(b". '],
    [["--grep", "a(b"], '--grep is "a(b". '],
    [["--grep", ""], "Wanted is a pattern"],
    [["--grep", "x", "--follow"], "--follow is about the log of one attempt: name a vertex."],
    [["--grep", "x", "--tail", "3"], "--tail is about"],
    [["--grep", "x", "--attempt", "2"], "--attempt is about"],
    [["--grep", "x", "--failed"], "leave out --grep"],
    [["A", "--ignore-case"], "give one"],
  ] as const) {
    const wrong = await ran("logs", id, ...words);
    expect(wrong).toMatchObject({ code: 2, out: "", err: expect.stringContaining(problem) });
  }
});
