import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { linesOf } from "#testing/lines-of.ts";
import { startBooks } from "./start-books-for-test.ts";

const { done, newPath, seal, launch, asked, answer, ended } = await startBooks();

const HOSTS = ["web-1", "web-2", "web-3", "web-4"];

beforeAll(async () => {
  await seal("blue-green-host");
  await seal("blue-green");
});

/** Four hosts that serve version 1.0 in their blue place. */
async function newHosts(marks: Readonly<Record<string, string>> = {}) {
  const dir = await newPath();
  mkdirSync(join(dir, "balancer"), { recursive: true });
  for (const host of HOSTS) {
    mkdirSync(join(dir, "hosts", host, "blue"), { recursive: true });
    writeFileSync(join(dir, "hosts", host, "blue", "version"), "1.0\n");
    writeFileSync(join(dir, "hosts", host, "served"), "blue\n");
    writeFileSync(join(dir, "balancer", host), "");
    if (marks[host] !== undefined) writeFileSync(join(dir, "hosts", host, marks[host]), "");
  }
  return dir;
}

/** What a user of the balancer sees: the version of each host that is in it. */
function served(dir: string) {
  return HOSTS.map((host) => {
    if (!existsSync(join(dir, "balancer", host))) return "out";
    const own = join(dir, "hosts", host);
    const colour = readFileSync(join(own, "served"), "utf8").trim();
    return readFileSync(join(own, colour, "version"), "utf8").trim();
  });
}

const report = (dir: string) => readFileSync(join(dir, "report"), "utf8");
const stepsOf = (dir: string, host: string) =>
  linesOf(join(dir, "history")).flatMap((line) => (line.startsWith(`${host} `) ? [line.split(" ")[1]] : []));

test("the canary first, then the others after a yes; all of them are in the balancer again", async () => {
  const dir = await newPath();
  const id = await launch("blue-green", { dir });
  expect(await asked(id)).toBe("web-1 serves 2.0. Go on with 3 hosts?");
  expect(served(dir)).toEqual(["2.0", "1.0", "1.0", "1.0"]);
  await answer(id, "--approve");
  expect(await ended(id)).toMatchObject({ state: "succeeded", handledFailures: 0 });
  expect(served(dir)).toEqual(["2.0", "2.0", "2.0", "2.0"]);
  expect(stepsOf(dir, "web-3")).toEqual(["take-out", "install", "switch", "check", "put-back"]);
  expect(report(dir)).toBe("succeeded \n");
});

test("a canary that does not answer serves its old colour again, and nobody else is touched", async () => {
  const dir = await newHosts({ "web-1": "unhealthy" });
  const id = await launch("blue-green", { dir });
  const end = await ended(id);
  expect(end).toMatchObject({ state: "failed", states: { approve: "skipped", rest: "skipped" } });
  expect(served(dir)).toEqual(["1.0", "1.0", "1.0", "1.0"]);
  expect(stepsOf(dir, "web-1")).toEqual(["take-out", "install", "switch", "old-colour", "put-back"]);
  expect(stepsOf(dir, "web-2")).toEqual([]);
  expect(report(dir)).toContain(
    "failed canary: no condition met: `outputs.canary.version == params.version`",
  );
});

test("a host that fails among the others is back with its old colour, and the report counts it", async () => {
  const dir = await newHosts({ "web-3": "disk-full" });
  const id = await launch("blue-green", { dir });
  await answer(id, "--approve");
  expect(await ended(id)).toMatchObject({
    state: "failed",
    states: { rest: "succeeded", compare: "failed" },
  });
  expect(served(dir)).toEqual(["2.0", "2.0", "1.0", "2.0"]);
  expect(stepsOf(dir, "web-3")).toEqual(["take-out", "old-colour", "put-back"]);
  expect(report(dir)).toBe("failed compare: exit 1 1 hosts serve an older version\n");
});

test("a no after the canary, or no answer in time, leaves the others as they are", async () => {
  const dir = await newHosts();
  const refused = await launch("blue-green", { dir });
  await answer(refused, "--reject");
  expect(await ended(refused)).toMatchObject({ state: "failed", states: { rest: "skipped" } });
  expect(served(dir)).toEqual(["2.0", "1.0", "1.0", "1.0"]);
  expect(report(dir)).toMatch(/^failed approve: rejected/);

  await seal("blue-green", { "timeout: 1d": "timeout: 1s" });
  const forgotten = await launch("blue-green", { dir });
  expect(await ended(forgotten)).toMatchObject({ state: "failed", states: { rest: "skipped" } });
});

test("a cancel while a host is out: it is back with its old colour all the same", async () => {
  const dir = await newHosts({ "web-1": "starting" });
  const id = await launch("blue-green", { dir });
  await vi.waitFor(() => expect(stepsOf(dir, "web-1")).toContain("switch"), 30_000);
  expect(served(dir)[0]).toBe("out");
  await done(["pipeline", "cancel", String(id)]);
  expect((await ended(id)).state).toBe("cancelled");
  expect(served(dir)).toEqual(["1.0", "1.0", "1.0", "1.0"]);
});
