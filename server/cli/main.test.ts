import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
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
  await vi.waitFor(() => expect(launched.output.out).toMatch(/A +pending/), 20_000);
  launched.child.kill("SIGINT");
  expect(await launched.code).toBe(130);
  const [, id] = /pipeline (\d+)/.exec(launched.output.err) ?? [];
  const watched = start(`pipeline watch ${id}`);
  await vi.waitFor(() => expect(watched.output.out).toMatch(/A +pending/), 20_000);
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
