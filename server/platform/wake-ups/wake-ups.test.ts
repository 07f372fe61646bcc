import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { openWakeUps, openWakeUpsOfRunners } from "./local-wake-ups.ts";
import { noteWakeUps, takeNotedWakeUps } from "./noted-wake-ups.ts";
import {
  type Audience,
  WAKE_UP_KINDS,
  type WakeUp,
  WakeUpReader,
  type WakeUps,
  wakeUpText,
  workForOne,
} from "./wake-up.ts";

const arbitraryForOne = fc.record({ tracks: fc.integer({ min: 1, max: 999 }), passes: fc.nat(999) });
const arbitraryWakeUp: fc.Arbitrary<WakeUp> = fc.record(
  {
    kind: fc.constantFrom(...WAKE_UP_KINDS),
    pipeline: fc.integer({ min: 1, max: 2 ** 48 }),
    forOne: arbitraryForOne,
  },
  { requiredKeys: ["kind", "pipeline"] },
);

test("wake-ups that were sent are heard, each once, in whatever pieces they arrive and whatever is between them", () => {
  const noise = fc.string({ maxLength: 200 }).map((text) => `${text.replaceAll("\n", "")} \n`);
  const sent = fc.array(fc.oneof(arbitraryWakeUp, noise), { maxLength: 20 });
  fc.assert(
    fc.property(sent, fc.array(fc.nat(30), { maxLength: 200 }), (parts, lengths) => {
      const text = parts.map((part) => (typeof part === "string" ? part : wakeUpText([part]))).join("");
      const reader = new WakeUpReader();
      const heard: WakeUp[] = [];
      let at = 0;
      for (const length of [...lengths, text.length]) {
        heard.push(...reader.read(text.slice(at, at + length)));
        at += length;
      }
      const keys = (wakeUps: readonly WakeUp[]) =>
        [...new Set(wakeUps.map((each) => wakeUpText([each])))].sort();
      expect(keys(heard)).toEqual(keys(parts.filter((part) => typeof part !== "string")));
    }),
  );
});

test("what is noted for a transaction is taken once", () => {
  const tx = {};
  noteWakeUps(tx, [{ kind: "work", pipeline: 1 }]);
  noteWakeUps(tx, [{ kind: "kill", pipeline: 2 }]);
  expect(takeNotedWakeUps(tx)).toHaveLength(2);
  expect(takeNotedWakeUps(tx)).toEqual([]);
});

const root = mkdtempSync(join(tmpdir(), "wake-ups-"));
const opened: WakeUps[] = [];
let made = 0;

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function newDir(): string {
  made += 1;
  return join(root, String(made));
}

type Process = { readonly wakeUps: WakeUps; readonly heard: string[]; readonly problems: unknown[] };

/** What one process has. */
function open(dir: string, audience: Audience): Process {
  const problems: unknown[] = [];
  const wakeUps = openWakeUps(dir, audience, (problem) => problems.push(problem));
  const heard: string[] = [];
  wakeUps.listen((wakeUp, isOwn) => heard.push(`${isOwn ? "own " : ""}${wakeUpText([wakeUp]).trim()}`));
  opened.push(wakeUps);
  return { wakeUps, heard, problems };
}

async function until(is: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(is()).toBe(true), { timeout: 30_000, interval: 5 });
}

test("every process hears what is for it from all others and itself; one that has ended is not missed", async () => {
  const dir = newDir();
  const web = open(dir, "web");
  const other = open(dir, "web");
  const runners = [open(dir, "runner"), open(dir, "runner")];
  await until(() => web.wakeUps.reached("runner") === 2 && web.wakeUps.reached("web") === 1);
  await until(() => runners.every(({ wakeUps }) => wakeUps.reached("web") === 2));
  web.wakeUps.send([
    { kind: "work", pipeline: 7 },
    { kind: "changed", pipeline: 7 },
  ]);
  await until(() => runners.every(({ heard }) => heard.length === 1) && other.heard.length === 1);
  expect(web.heard).toEqual(["own changed 7"]);
  expect(other.heard).toEqual(["changed 7"]);
  expect(runners.map(({ heard }) => heard)).toEqual([["work 7"], ["work 7"]]);
  runners[0]?.wakeUps.close();
  await until(() => web.wakeUps.reached("runner") === 1);
  runners[1]?.wakeUps.send([{ kind: "kill", pipeline: 8 }]);
  web.wakeUps.send([{ kind: "kill", pipeline: 9 }]);
  await until(() => runners[1]?.heard.length === 3);
  expect(runners[1]?.heard.slice(1).sort()).toEqual(["kill 9", "own kill 8"]);
  expect(runners[0]?.heard).toEqual(["work 7"]);
});

test("work for one runner goes to one, in turn; passed on it goes round all of them twice, and not on for ever", async () => {
  const dir = newDir();
  const web = open(dir, "web");
  const listener = openWakeUpsOfRunners(dir);
  opened.push(listener);
  const runners = [1, 2, 3].map(() => open(dir, "runner"));
  await until(() => runners.every(({ wakeUps }) => wakeUps.reached("runner") === 3));
  await until(() => web.wakeUps.reached("runner") === 4);
  const numbers = () => runners.map(({ heard }) => heard.map((text) => Number(text.split(" ")[1])));
  for (let pipeline = 1; pipeline <= 4; pipeline += 1) web.wakeUps.send([workForOne(pipeline, 5)]);
  // The one that only listens has passed on what it was told, so all four are with runners.
  await until(() => numbers().flat().length === 4);
  expect(numbers().flat().sort()).toEqual([1, 2, 3, 4]);
  expect(Math.max(...numbers().map(({ length }) => length))).toBeLessThanOrEqual(2);
  for (const { heard, wakeUps } of runners) {
    heard.length = 0;
    wakeUps.listen((wakeUp) => wakeUps.passOn(wakeUp));
  }
  web.wakeUps.send([workForOne(9, 2000)]);
  await until(() => runners.every(({ heard }) => heard.length === 2));
  runners[0]?.wakeUps.send([workForOne(8, 1)]);
  await until(() => runners.every(({ heard }) => heard.length === 4));
  web.wakeUps.send([{ kind: "kill", pipeline: 7 }]);
  await until(() => runners.every(({ heard }) => heard.at(-1) === "kill 7"));
  expect(runners.map(({ heard }) => heard.length)).toEqual([5, 5, 5]);
  expect(runners.flatMap(({ heard }) => heard.filter((text) => text.startsWith("own ")))).toEqual([
    "own work 8 one 1 7",
  ]);
  const left = runners
    .flatMap(({ heard }) => heard)
    .flatMap((text) => /^work 9 one 999 (\d)$/.exec(text)?.[1] ?? []);
  expect(new Set(left).size).toBe(6);
  expect(Math.max(...left.map(Number))).toBeLessThan(8);
});

test("work for one runner is not sent to a process that does not read", async () => {
  const dir = newDir();
  mkdirSync(dir, { mode: 0o700 });
  const deaf = createServer((socket) => socket.pause().on("error", () => undefined));
  await new Promise<void>((resolve) => deaf.listen(join(dir, "runner.00000000dead"), resolve));
  const web = open(dir, "web");
  const runner = open(dir, "runner");
  await until(() => web.wakeUps.reached("runner") === 2);
  // Often, since the system and the deaf process itself take some of it although nobody reads.
  for (let round = 1; round <= 30; round += 1) {
    for (let pipeline = 1; pipeline <= 2_000; pipeline += 1) web.wakeUps.send([{ kind: "kill", pipeline }]);
    await until(() => {
      web.wakeUps.send([{ kind: "kill", pipeline: 10_000 + round }]);
      return runner.heard.includes(`kill ${10_000 + round}`);
    });
  }
  const last = () => runner.heard.filter((text) => text.startsWith("work"));
  web.wakeUps.send([workForOne(1, 1), workForOne(2, 1), workForOne(3, 1)]);
  await until(() => last().length === 3);
  deaf.close();
});

test("a socket that a crash left is removed, one that says nonsense or reads nothing disturbs nobody", async () => {
  const dir = newDir();
  mkdirSync(dir, { mode: 0o700 });
  const stale = join(dir, "runner.000000000000");
  writeFileSync(stale, "");
  utimesSync(stale, 1, 1);
  const deaf = createServer((socket) => socket.pause().on("error", () => undefined));
  await new Promise<void>((resolve) => deaf.listen(join(dir, "runner.00000000dead"), resolve));
  const web = open(dir, "web");
  const runner = open(dir, "runner");
  await until(() => web.wakeUps.reached("runner") === 2);
  await until(() => !readdirSync(dir).includes("runner.000000000000"));
  const own = readdirSync(dir).find((name) => name.startsWith("runner.") && !name.endsWith("dead")) ?? "";
  const stranger = connect(join(dir, own));
  stranger.on("error", () => undefined).write(`${"x".repeat(100_000)}\nwork -1\nwork 1 2\nwork 5\n`);
  await until(() => runner.heard.includes("work 5"));
  expect(runner.heard).toEqual(["work 5"]);
  stranger.destroy();
  for (let pipeline = 1; pipeline <= 100_000; pipeline += 1) web.wakeUps.send([{ kind: "work", pipeline }]);
  web.wakeUps.send([{ kind: "kill", pipeline: 1 }]);
  await until(() => runner.heard.length > 1);
  deaf.close();
});

test("where no socket can be made, this is said, and sending does no harm", async () => {
  const dir = newDir();
  writeFileSync(dir, "a file");
  const web = open(dir, "web");
  await until(() => web.problems.length > 0);
  expect(web.problems[0]).toBeInstanceOf(Error);
  web.wakeUps.send([
    { kind: "changed", pipeline: 1 },
    { kind: "work", pipeline: 1 },
  ]);
  await until(() => web.heard.length === 1);
  const closed = newDir();
  mkdirSync(closed);
  const alone = open(closed, "web");
  chmodSync(closed, 0o700);
  alone.wakeUps.close();
  alone.wakeUps.send([{ kind: "changed", pipeline: 1 }]);
  expect(alone.heard).toEqual([]);
});
