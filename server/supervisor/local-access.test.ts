import { existsSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { localToken, removeLocalUrl, writeLocalUrl } from "./local-access.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "signalbox-local-"));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

it("makes one token of 32 random bytes, keeps it, and lets only this user read it", async () => {
  const token = await localToken(dir);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(await localToken(dir)).toBe(token);
  expect(statSync(join(dir, "token")).mode & 0o777).toBe(0o600);
});

it("makes a readable file of the address private, and removes it", async () => {
  writeFileSync(join(dir, "url"), "http://old", { mode: 0o644 });
  await writeLocalUrl(dir, "http://127.0.0.1:3000");
  expect(await readFile(join(dir, "url"), "utf8")).toBe("http://127.0.0.1:3000\n");
  expect(statSync(join(dir, "url")).mode & 0o777).toBe(0o600);
  await removeLocalUrl(dir);
  expect(existsSync(join(dir, "url"))).toBe(false);
});
