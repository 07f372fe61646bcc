import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { openWakeUps } from "./local-wake-ups.ts";
import { noteWakeUps, takeNotedWakeUps } from "./noted-wake-ups.ts";
import {
  type Audience,
  WAKE_UP_KINDS,
  type WakeUp,
  WakeUpReader,
  type WakeUps,
  wakeUpText,
} from "./wake-up.ts";

const arbitraryWakeUp = fc.record({
  kind: fc.constantFrom(...WAKE_UP_KINDS),
  pipeline: fc.integer({ min: 1, max: 2 ** 48 }),
});

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
