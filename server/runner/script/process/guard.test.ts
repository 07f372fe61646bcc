import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startGuard } from "./guard.ts";

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
