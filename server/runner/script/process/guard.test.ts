import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findProgram } from "#platform/find-program.mjs";
import { startGuard } from "./guard.ts";
import { sleepersOf, uniqueSleep } from "./processes-for-test.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "guard-"));
});

afterEach(() => rm(dir, { recursive: true, force: true, maxRetries: 10 }));

test("the guard's shell reads no start file, which bash would do when its input is a socket", async () => {
  const words = join(dir, "words");
  const shell = join(dir, "bash");
  writeFileSync(
    shell,
    `#!/bin/sh\necho "$1" > ${words}.part\n/bin/mv ${words}.part ${words}\n/bin/sleep 5\n`,
  );
  chmodSync(shell, 0o755);
  const guard = startGuard(dir, shell);
  await vi.waitFor(() => expect(existsSync(words)).toBe(true), { timeout: 10_000 });
  guard.close();
  expect(readFileSync(words, "utf8")).toBe("--norc\n");
});

test("a frozen runner's script is killed by its slot, too, when the guard was not told of it yet", async () => {
  const bash = findProgram("bash") ?? "";
  const sleep = uniqueSleep();
  const slot = spawn(bash, ["--norc", "-c", `set -m; sleep ${sleep} & wait`], { detached: true });
  await vi.waitFor(() => expect(sleepersOf(sleep)).toHaveLength(1), { timeout: 5_000, interval: 10 });
  const guard = startGuard(dir, bash, 500);
  guard.watch(slot.pid ?? 0);
  // The event loop stands still, as that of a frozen runner.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  await vi.waitFor(() => expect(sleepersOf(sleep)).toEqual([]), { timeout: 5_000, interval: 10 });
  expect(guard.hasKilled(slot.pid ?? 0)).toBe(true);
  guard.close();
});
