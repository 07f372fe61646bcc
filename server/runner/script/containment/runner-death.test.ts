import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { programWords } from "#testing/test-programs.ts";
import { makeRunnerDirectory } from "../directory/runner-directory.ts";
import { sleepersOf, uniqueSleep } from "../process/processes-for-test.ts";
import type { ContainmentLevel } from "./containment.ts";
import { allLevelsHere, SETTINGS_FOR_TEST } from "./levels-for-test.ts";

const workRoot = mkdtempSync(join(tmpdir(), "signalbox-death-"));
const runners: ChildProcess[] = [];

afterEach(() => {
  for (const runner of runners.splice(0)) runner.kill("SIGKILL");
});
afterAll(() => rm(workRoot, { recursive: true, force: true, maxRetries: 10 }));

function startRunner(level: ContainmentLevel, freezeLimitMs: number, script: string, alone = "") {
  const args = [...programWords("runner-that-dies"), workRoot, level, String(freezeLimitMs), script, alone];
  const runner = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  runners.push(runner);
  return { runner, printed: text(runner.stdout) };
}

async function sleepersToBe(count: number, sleep: string): Promise<void> {
  await vi.waitFor(() => expect(sleepersOf(sleep)).toHaveLength(count), { timeout: 15_000, interval: 20 });
}

const levels = await allLevelsHere();

describe.each(levels)("a runner that is killed or frozen, by %s", (level) => {
  it("takes its scripts with it when it is killed", async () => {
    const sleep = uniqueSleep();
    const { runner } = startRunner(level, 20_000, `sleep ${sleep} & sleep ${sleep}`);
    await sleepersToBe(2, sleep);
    const exited = once(runner, "exit");
    runner.kill("SIGKILL");
    await exited;
    await vi.waitFor(() => expect(sleepersOf(sleep)).toEqual([]), { timeout: 1_000, interval: 10 });
  });

  it("leaves a directory, which the next runner removes", async () => {
    const sleep = uniqueSleep();
    const { runner } = startRunner(level, 20_000, `sleep ${sleep}`);
    await sleepersToBe(1, sleep);
    const root = level === "slot-user" ? SETTINGS_FOR_TEST.slotUsers.root : workRoot;
    const own = readdirSync(root).find((name) => name.startsWith(`run-${runner.pid}-`)) ?? "";
    const files = readdirSync(join(root, own), { recursive: true }).map(String);
    expect(files.filter((path) => path.endsWith(".signalbox/script"))).not.toEqual([]);
    const exited = once(runner, "exit");
    runner.kill("SIGKILL");
    await exited;
    await makeRunnerDirectory(root, statSync(root).mode);
    expect(readdirSync(root)).not.toContain(own);
  });

  it("loses its scripts when it is frozen for too long, and says so when it goes on", async () => {
    const sleep = uniqueSleep();
    const { runner, printed } = startRunner(level, 1_000, `sleep ${sleep} & sleep ${sleep}`);
    await sleepersToBe(2, sleep);
    runner.kill("SIGSTOP");
    await vi.waitFor(() => expect(sleepersOf(sleep)).toEqual([]), { timeout: 6_000, interval: 20 });
    runner.kill("SIGCONT");
    expect(JSON.parse(await printed)).toMatchObject({
      exitCode: null,
      signal: "SIGKILL",
      endedBy: "stale",
      system: "[signalbox: the runner stood still for too long, so the script was killed]\n",
    });
  });

  it("keeps its scripts while it lives, however short its limit", async () => {
    const { printed } = startRunner(level, 1_000, "sleep 2.5; exit 7");
    expect(JSON.parse(await printed)).toMatchObject({ exitCode: 7, endedBy: null });
  });
});

const all = levels.filter((level) => level !== "process-group").map((level) => [level, ""] as const);
const withoutNamespaces = levels.includes("slot-user") ? [["slot-user", "alone"] as const] : [];
describe.each([...all, ...withoutNamespaces])("a runner that is killed, by %s %s", (level, alone) => {
  it("takes daemons with it as well", async () => {
    const sleep = uniqueSleep();
    const { runner } = startRunner(level, 20_000, `setsid -f sleep ${sleep}; sleep ${sleep}`, alone);
    await sleepersToBe(2, sleep);
    runner.kill("SIGKILL");
    await vi.waitFor(() => expect(sleepersOf(sleep)).toEqual([]), { timeout: 1_000, interval: 10 });
  });
});
