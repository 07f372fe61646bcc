import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { programWords } from "#testing/test-programs.ts";
import { startTestSystem } from "#testing/test-system.ts";

const PIPED = "signalbox: 1\nname: piped\nvertices:\n  A: { script: echo A }\nedges: []\n";

const { database, launch, startApi } = await startTestSystem();
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
