import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { openLog } from "#platform/log.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { endRunner, registerRunner } from "#services/fleet/runner-life.ts";
import { trackIn } from "#testing/launched.ts";
import type { RealRunner } from "#testing/real-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { directGateway } from "../gateway/direct-gateway-for-test.ts";
import { bootId, processSpace, RunnerJournal } from "./journal.ts";
import { readJournal, recoverJournals } from "./journal-recovery.ts";

const { database, launch, startRunner, stopRunners, makeDirectory } = await startTestSystem();

const BOX = secretBox(Buffer.alloc(32, 1));

let marks = "";
let dir: string;

beforeEach(async () => {
  dir = await makeDirectory();
  // Scripts see no data directory.
  marks = await makeDirectory();
});

afterEach(stopRunners);

const token = (byte: number) => Buffer.alloc(16, byte);
const result = (byte: number, outputText = "a=1\n"): AttemptResult => ({
  trackId: byte,
  pipelineId: 1,
  number: 0,
  attempt: 1,
  token: token(byte),
  end: { exitCode: 0, signal: null, outputText, isOutputCut: false, endedBy: null, spawnError: null },
  logBytes: 3,
  isLogCut: false,
});

function openJournal(runnerId = 7): { journal: RunnerJournal; text: () => string } {
  const journal = new RunnerJournal(dir, runnerId, BOX, (problem) => expect(problem).toBeNull());
  return { journal, text: () => readFileSync(join(dir, readdirSync(dir)[0] ?? ""), "utf8") };
}

test("a journal lists the attempts that ended and were not settled, and those that may have begun", () => {
  const { journal, text } = openJournal();
  for (const byte of [1, 2, 3]) journal.noteBegun(token(byte));
  for (const byte of [1, 2]) journal.noteEnded(result(byte));
  journal.noteSettled(token(1), result(1));
  journal.noteBegun(token(4));
  const read = readJournal(text(), bootId(), BOX);
  expect(read.runnerIds).toEqual([7]);
  expect(read.isWhole).toBe(true);
  expect([...read.begun].sort()).toEqual([1, 2, 3, 4].map((byte) => token(byte).toString("hex")));
  expect(read.ended).toEqual([result(2)]);
  journal.remove();
  expect(readdirSync(dir)).toEqual([]);
});

test("the end of an attempt that read a secret is encrypted in the journal, and recovered as it was", () => {
  const { journal, text } = openJournal();
  const ended = {
    ...result(1, "url=jdbc:postgres://db\n"),
    secrets: [{ name: "db", value: "postgres" }],
  };
  journal.noteEnded(ended);
  expect(text()).not.toContain("postgres");
  expect(readJournal(text(), bootId(), BOX).ended).toEqual([ended]);
  expect(() => readJournal(text(), bootId(), secretBox(Buffer.alloc(32, 2)))).toThrow(/SIGNALBOX_SECRET_KEY/);
});

test("a truncated journal loses only its last line; after a restart of the machine a missing line proves nothing", () => {
  const { journal, text } = openJournal();
  journal.noteBegun(token(1));
  journal.noteEnded(result(1));
  journal.noteEnded(result(2));
  const cut = text().slice(0, -20);
  expect(readJournal(cut, bootId(), BOX)).toMatchObject({ ended: [result(1)], space: processSpace() });
  expect(readJournal(cut, "another start", BOX)).toMatchObject({ isWhole: false, ended: [result(1)] });
  // A line that is written after the incomplete one is a line of its own.
  expect(readJournal(`${cut}\n${JSON.stringify({ begun: "ab" })}\n`, bootId(), BOX).begun).toContain("ab");
});

test("a journal that has grown long keeps only the attempts that are not settled", () => {
  const { journal, text } = openJournal();
  journal.noteBegun(token(255));
  for (let byte = 1; byte < 60; byte += 1) {
    journal.noteBegun(token(byte));
    journal.noteEnded(result(byte, "x".repeat(40_000)));
    if (byte !== 5) journal.noteSettled(token(byte), result(byte));
  }
  // What is settled is written together with the next line.
  journal.noteBegun(token(254));
  expect(text().length).toBeLessThan(1_000_000);
  const read = readJournal(text(), bootId(), BOX);
  expect(read.runnerIds).toEqual([7]);
  expect(read.ended.map(({ trackId }) => trackId)).toEqual([5]);
  expect(read.begun).toContain(token(255).toString("hex"));
});

test("a journal that has grown long still says that an attempt began which was told as lost, or was interrupted", () => {
  const { journal, text } = openJournal();
  const lost = { ...result(201), end: null, lostBecause: "lost: its end is not known" };
  const { end } = result(202);
  const interrupted = { ...result(202), end: end && { ...end, endedBy: "shutdown" as const } };
  for (const each of [lost, interrupted]) {
    journal.noteBegun(each.token);
    journal.noteEnded(each);
    journal.noteSettled(each.token, each);
  }
  for (let byte = 1; byte < 40; byte += 1) {
    journal.noteBegun(token(byte));
    journal.noteEnded(result(byte, "x".repeat(40_000)));
    journal.noteSettled(token(byte), result(byte));
  }
  journal.noteBegun(token(254));
  const { begun, ended } = readJournal(text(), bootId(), BOX);
  expect(begun).not.toContain(token(1).toString("hex"));
  for (const each of [lost, interrupted]) expect(begun).toContain(each.token.toString("hex"));
  expect(ended).toEqual([]);
});

test("a full disk while a long journal is rewritten leaves nothing open, and the journal goes on when there is space", () => {
  const problems: unknown[] = [];
  const journal = new RunnerJournal(dir, 7, BOX, (problem) => problems.push(problem));
  const path = join(dir, readdirSync(dir)[0] ?? "");
  journal.noteEnded(result(1, "x".repeat(600_000)));
  // Whatever is written there finds no space.
  symlinkSync("/dev/full", `${path}.new`);
  journal.noteSettled(token(2), null);
  expect(problems.at(-1)).toMatchObject({ code: "ENOSPC" });
  expect(openFiles()).not.toContain("/dev/full");
  expect(readJournal(readFileSync(path, "utf8"), bootId(), BOX).ended.map(({ trackId }) => trackId)).toEqual([
    1,
  ]);
  journal.noteSettled(token(1), result(1));
  expect(problems.at(-1)).toBeNull();
  expect(readFileSync(path, "utf8").length).toBeLessThan(10_000);
  expect(readdirSync(dir)).toHaveLength(1);
  journal.remove();
});

/** What this process has open. One that is gone meanwhile was open only to look. */
function openFiles(): readonly string[] {
  const place = "/proc/self/fd";
  return readdirSync(place).flatMap((each) =>
    existsSync(join(place, each)) ? [readlinkSync(join(place, each))] : [],
  );
}

function start(env: Readonly<Record<string, string>> = {}): Promise<RealRunner> {
  return startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_DATA: dir, SIGNALBOX_LEASE: "3", ...env });
}

/** A counts its executions, B writes down the output of A. */
function launchCounted(name: string) {
  const first = `echo run >> ${marks}/count; echo got=gold >> "$SIGNALBOX_OUTPUT"`;
  const second = `{ inputs: { got: { type: string, from: outputs.A.got } }, script: ${JSON.stringify(`echo {got} >> ${marks}/after`)} }`;
  const text = `signalbox: 1\nname: ${name}\nvertices:\n  A: { script: ${JSON.stringify(first)} }\n  B: ${second}\nedges: [A -> B]\n`;
  return launch(text);
}

const count = () =>
  existsSync(join(marks, "count")) ? readFileSync(join(marks, "count"), "utf8").split("\n").length - 1 : 0;

test("killed between a script's end and its settling: the next runner of that disk settles it with its outputs", async () => {
  const first = await start({ SIGNALBOX_FAILPOINT: "before-settle:kill" });
  const run = await launchCounted("ended");
  await first.gone;
  await start();
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(view, "A")).toMatchObject({ attempt: 1, outputs: { got: "gold" } });
  expect(count()).toBe(1);
  expect(readFileSync(join(marks, "after"), "utf8")).toBe("gold\n");
  const journals = readdirSync(join(dir, "journal")).filter((name) => name.endsWith(".journal"));
  expect(journals).toHaveLength(1);
}, 60_000);

test("killed after a claim and before the script: the track is handed back, and no person is asked", async () => {
  const first = await start({ SIGNALBOX_FAILPOINT: "after-claim:kill" });
  const run = await launchCounted("claimed");
  await first.gone;
  expect(count()).toBe(0);
  await start();
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(count()).toBe(1);
}, 60_000);

test("killed when the script may have begun: it does not begin again, and a person decides", async () => {
  const first = await start({ SIGNALBOX_FAILPOINT: "before-spawn:kill" });
  const run = await launchCounted("unknown");
  await first.gone;
  await start();
  await run.until((view) => trackIn(view, "A").state === "lost");
  expect(count()).toBe(0);
}, 60_000);

test("a journal of another container is not read until its runner is marked lost", async () => {
  const log = openLog("test", "silent");
  const identity = { name: "far", host: "h", pid: 1, labels: [], slots: 1, containment: "process-group" };
  const far = await registerRunner(database, identity, 60_000);
  const path = join(dir, "1-1.journal");
  writeFileSync(path, `${JSON.stringify({ runner: far, boot: bootId(), space: "pid:[1]" })}\n`);
  const claimant = { runnerId: far, name: "near", labels: [""] };
  const parts = {
    gateway: directGateway(database),
    claimant,
    secrets: BOX,
    log,
    warnings: new RepeatedWarnings(log),
    ...{ giveUpMs: 1_000, lookedMs: 0 },
  };
  await recoverJournals(dir, parts);
  expect(existsSync(path)).toBe(true);
  await endRunner(database, far);
  await recoverJournals(dir, parts);
  expect(existsSync(path)).toBe(false);
});

test("a result in a journal whose pipeline is not in the database holds back no other; after ten leases it is given up", async () => {
  const log = openLog("test", "silent");
  const gateway = directGateway(database);
  const identity = { name: "left", host: "h", pid: 1, labels: [], slots: 1, containment: "process-group" };
  const claimant = { runnerId: await registerRunner(database, identity, 60_000), name: "left", labels: [""] };
  const run = await launch({ name: "left", vertices: { A: { script: "true" }, B: { script: "true" } } });
  const { candidates } = await gateway.look(claimant, 2);
  const { claimed } = await gateway.claim(claimant, candidates, 2, () => undefined);
  const [first, notBegun] = claimed as [ClaimedTrack, ClaimedTrack];
  const { journal, text } = openJournal(claimant.runnerId);
  journal.noteEnded({ ...result(1), pipelineId: 999_999 });
  const { trackId, pipelineId, number, attempt } = first;
  journal.noteEnded({ ...result(2), trackId, pipelineId, number, attempt, token: first.token });
  const path = join(dir, "1-1.journal");
  writeFileSync(path, text());
  journal.remove();
  const parts = { gateway, claimant, secrets: BOX, log, warnings: new RepeatedWarnings(log) };

  await recoverJournals(dir, { ...parts, giveUpMs: 60_000, lookedMs: 600_000 });
  const view = await run.now();
  expect(trackIn(view, first.vertex)).toMatchObject({ state: "succeeded", outputs: { a: "1" } });
  expect(trackIn(view, notBegun.vertex)).toMatchObject({ state: "pending" });
  expect(readJournal(readFileSync(path, "utf8"), bootId(), BOX).ended).toMatchObject([
    { pipelineId: 999_999 },
  ]);
  utimesSync(path, 0, 0);
  await recoverJournals(dir, { ...parts, giveUpMs: 60_000, lookedMs: 0 });
  expect(existsSync(path)).toBe(true);
  await recoverJournals(dir, { ...parts, giveUpMs: 60_000, lookedMs: 600_000 });
  expect(existsSync(path)).toBe(false);
  await endRunner(database, claimant.runnerId);
});
