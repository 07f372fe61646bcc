import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { processStart } from "#platform/process-life.ts";
import { claimUser } from "./user-claims.ts";

const root = mkdtempSync(join(tmpdir(), "signalbox-claims-"));
afterAll(() => rmSync(root, { recursive: true }));
const range = { first: 1000, last: 1002 };
const empty = () => mkdtempSync(join(root, "one-"));

it("gives each number once, until it is released", () => {
  const directory = empty();
  const claims = [1, 2, 3].map(() => claimUser(directory, range));
  expect(claims.map((claim) => claim?.uid)).toEqual([1000, 1001, 1002]);
  expect(claimUser(directory, range)).toBeNull();
  claims[1]?.release();
  expect(claimUser(directory, range)).toMatchObject({ uid: 1001, isTakenOver: false });
  expect(readdirSync(directory).sort()).toEqual(["1000", "1001", "1002"]);
});

it("takes over the number of a process that has ended, and says so; never that of one that lives", () => {
  const directory = empty();
  const holders = [`${process.ppid}-${processStart(process.ppid)}-7`, `${process.ppid}-1-7`];
  for (const [place, holder] of holders.entries()) {
    mkdirSync(join(directory, String(1000 + place)));
    writeFileSync(join(directory, String(1000 + place), holder), "");
  }
  expect(claimUser(directory, range)).toMatchObject({ uid: 1001, isTakenOver: true });
  expect(claimUser(directory, range)).toMatchObject({ uid: 1002, isTakenOver: false });
  expect(claimUser(directory, range)).toBeNull();
});
