import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { linesOf } from "#testing/lines-of.ts";
import { startBooks } from "./start-books-for-test.ts";

const { newPath, seal, launch, asked, answer, ended } = await startBooks();

/** A server with version 1.0, and a package of 2.0. */
async function newServer(program = "works") {
  const dir = await newPath();
  const own = join(dir, "servers", "web-1");
  mkdirSync(join(own, "data"), { recursive: true });
  for (const name of ["packages", "backups"]) mkdirSync(join(dir, name));
  writeFileSync(join(own, "version"), "1.0\n");
  writeFileSync(join(own, "state"), "up\n");
  writeFileSync(join(own, "data", "customers"), "three customers\n");
  writeFileSync(join(dir, "packages", "2.0"), `${program}\n`);
  return dir;
}

function serverIn(dir: string) {
  const own = join(dir, "servers", "web-1");
  const text = (...path: string[]) => readFileSync(join(own, ...path), "utf8").trim();
  return {
    version: text("version"),
    state: text("state"),
    customers: text("data", "customers"),
    isInMaintenance: existsSync(join(own, "maintenance")),
  };
}

const AS_BEFORE = { version: "1.0", state: "up", customers: "three customers", isInMaintenance: false };
const history = (dir: string) => linesOf(join(dir, "history"));
const report = (dir: string) => readFileSync(join(dir, "report"), "utf8");

test("a server that is not there yet is made, and upgraded when a person approves", async () => {
  await seal("server-upgrade");
  const dir = await newPath();
  const id = await launch("server-upgrade", { dir, version: "2.1" });
  expect(await asked(id)).toBe("Upgrade web-1 to 2.1?");
  expect(existsSync(join(dir, "servers", "web-1", "maintenance"))).toBe(true);
  await answer(id, "--approve");
  expect(await ended(id)).toMatchObject({
    state: "succeeded",
    states: { remind: "skipped", tell: "skipped", check: "succeeded" },
  });
  expect(history(dir)).toEqual([
    "begin maintenance",
    "stop",
    "back-up",
    "upgrade",
    "start",
    "check",
    "end maintenance",
  ]);
  expect(serverIn(dir)).toMatchObject({ version: "2.1", state: "up", isInMaintenance: false });
  expect(report(dir)).toBe("web-1 succeeded \n");
});

test("a damaged package: those on duty are told, and the half upgrade and the stop are undone in this order", async () => {
  await seal("server-upgrade");
  const dir = await newServer("damaged");
  const id = await launch("server-upgrade", { dir });
  await answer(id, "--approve");
  const end = await ended(id);
  expect(end).toMatchObject({ state: "reverted", states: { start: "skipped", check: "skipped" } });
  expect(end.states).toMatchObject({ tell: "succeeded", upgrade: "reverted", stop: "reverted" });
  expect(history(dir)).toEqual([
    "begin maintenance",
    "stop",
    "back-up",
    "upgrade",
    "tell: the upgrade of web-1 has failed",
    "undo upgrade",
    "undo stop",
    "end maintenance",
  ]);
  expect(serverIn(dir)).toEqual(AS_BEFORE);
  expect(report(dir)).toBe("web-1 reverted upgrade: exit 1 The package of 2.0 is damaged.\n");
});

test("a check that fails in the end: start, upgrade and stop are undone, the newest first", async () => {
  await seal("server-upgrade");
  const dir = await newServer("works, but slow");
  const id = await launch("server-upgrade", { dir });
  await answer(id, "--approve");
  expect((await ended(id)).state).toBe("reverted");
  expect(history(dir).filter((line) => line.startsWith("undo"))).toEqual([
    "undo start",
    "undo upgrade",
    "undo stop",
  ]);
  expect(serverIn(dir)).toEqual(AS_BEFORE);
  expect(report(dir)).toContain("check: exit 1 It answers too slowly.");
});

test("without a backup nobody is asked and nothing is upgraded", async () => {
  await seal("server-upgrade");
  const dir = await newServer();
  rmSync(join(dir, "backups"), { recursive: true });
  const id = await launch("server-upgrade", { dir });
  expect(await ended(id)).toMatchObject({
    state: "reverted",
    states: { approve: "skipped", upgrade: "skipped", tell: "succeeded" },
  });
  expect(history(dir)).toEqual([
    "begin maintenance",
    "stop",
    "tell: the upgrade of web-1 has failed",
    "undo stop",
    "end maintenance",
  ]);
  expect(serverIn(dir)).toEqual(AS_BEFORE);
});

test("a no, or no answer in time, has the server run as before", async () => {
  await seal("server-upgrade");
  const dir = await newServer();
  const refused = await launch("server-upgrade", { dir });
  await answer(refused, "--reject");
  expect(await ended(refused)).toMatchObject({ state: "reverted", states: { upgrade: "skipped" } });
  expect(history(dir)).toEqual(["begin maintenance", "stop", "back-up", "undo stop", "end maintenance"]);
  expect(serverIn(dir)).toEqual(AS_BEFORE);

  await seal("server-upgrade", { "timeout: 4h": "timeout: 1s" });
  const forgotten = await launch("server-upgrade", { dir });
  expect(await ended(forgotten)).toMatchObject({ state: "reverted", states: { upgrade: "skipped" } });
  expect(serverIn(dir)).toEqual(AS_BEFORE);
});

test("who answers late is reminded, and the upgrade goes on", async () => {
  await seal("server-upgrade", { "after: 30m": "after: 1s" });
  const dir = await newServer();
  const id = await launch("server-upgrade", { dir });
  await vi.waitFor(
    () => expect(history(dir)).toContain("remind: web-1 is down and waits for an answer"),
    30_000,
  );
  await answer(id, "--approve");
  expect(await ended(id)).toMatchObject({ state: "succeeded", states: { remind: "succeeded" } });
  expect(serverIn(dir)).toMatchObject({ version: "2.0", state: "up" });
});

test("a second pipeline for the same server changes nothing and leaves the maintenance of the first", async () => {
  await seal("server-upgrade");
  const dir = await newServer();
  const first = await launch("server-upgrade", { dir });
  await asked(first);
  const second = await launch("server-upgrade", { dir });
  expect(await ended(second)).toMatchObject({ state: "failed", states: { stop: "skipped" } });
  expect(report(dir)).toContain(`Pipeline ${first} works on web-1.`);
  expect(serverIn(dir)).toMatchObject({ state: "down", isInMaintenance: true });
  await answer(first, "--approve");
  expect((await ended(first)).state).toBe("succeeded");
  expect(serverIn(dir)).toMatchObject({ version: "2.0", isInMaintenance: false });
});
