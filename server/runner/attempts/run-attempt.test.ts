import { mkdtempSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { neverStarted } from "../execution/execution.ts";
import { LeaseAge } from "../lease/lease-age.ts";
import { ActiveAttempts } from "./active-attempts.ts";
import { type AttemptParts, runAttempt } from "./run-attempt.ts";
import { Slots } from "./slots.ts";
import { writeProblem } from "./write-problem.ts";

const claim = (byte: number, kind = "script") =>
  ({
    ...{ trackId: byte, pipelineId: 1, number: byte, attempt: 1, token: Buffer.alloc(16, byte) },
    ...{ secrets: {}, task: { kind } },
  }) as unknown as ClaimedTrack;

test("where the runner's disk is full no track fails: all are handed back and say why, and no slot is free", async () => {
  const settled: AttemptResult[] = [];
  const warned: string[] = [];
  const slots = new Slots(4);
  const parts = {
    warnings: { failed: (work: string) => void warned.push(work) },
    slots,
    leaseAge: new LeaseAge(30_000),
    active: new ActiveAttempts(),
    settler: { settle: async (result: AttemptResult) => void settled.push(result) },
    journal: { noteBegun: () => writeFileSync("/dev/full", "begun"), noteSettled: () => undefined },
  } as unknown as AttemptParts;
  await Promise.all([1, 2, 3].map((byte) => runAttempt(parts, claim(byte))));
  expect(settled.map(({ end }) => end)).toEqual([null, null, null]);
  expect(settled.map(({ handedBackBecause }) => handedBackBecause)).toEqual([
    expect.stringMatching(/^The runner's journal could not be written, because .*no space/),
    "The runner's disk could not be written.",
    "The runner's disk could not be written.",
  ]);
  expect(warned).toEqual(["writing to the runner's disk"]);
  expect(slots.free).toBe(0);
  slots.setDiskUsable(true);
  expect(slots.free).toBe(4);
});

/** Executes one task that fails before it has an exit code, on a disk that is full or is not. */
async function runFailing(kind: string, isUsable: boolean) {
  const settled: AttemptResult[] = [];
  const noted: AttemptResult[] = [];
  const slots = new Slots(4);
  const end = { ...neverStarted("it has failed") };
  const parts = {
    slots,
    leaseAge: new LeaseAge(30_000),
    active: new ActiveAttempts(),
    settler: { settle: async (result: AttemptResult) => void settled.push(result) },
    journal: {
      noteBegun: () => undefined,
      noteEnded: noted.push.bind(noted),
      noteSettled: () => undefined,
    },
    known: { find: () => null, noteBegun: () => undefined, noteEnded: () => undefined },
    warnings: { workedLocally: () => undefined },
    logWriter: { openLog: () => ({ stored: async () => true, write: () => undefined, isCut: false }) },
    prepared: { take: () => null },
    execute: () => ({ kill: () => undefined, result: Promise.resolve(end) }),
    checkDisk: () => slots.setDiskUsable(isUsable),
  } as unknown as AttemptParts;
  await runAttempt(parts, claim(1, kind));
  // A runner that dies before it is settled settles the same after its next start.
  expect(noted).toEqual(settled);
  return settled.map(({ end: ended, handedBackBecause }) => [ended?.spawnError ?? null, handedBackBecause]);
}

test("a script that could not be started is handed back only where the disk is the reason", async () => {
  expect(await runFailing("script", false)).toEqual([[null, "it has failed"]]);
  expect(await runFailing("script", true)).toEqual([["it has failed", undefined]]);
});

test.each(["http", "email"])(
  "what failed as %s may have been sent: it is not handed back where the disk is full, since nobody may send it again",
  async (kind) => expect(await runFailing(kind, false)).toEqual([["it has failed", undefined]]),
);

test("after a suspension nothing begins that was claimed before: what is retried when lost after half of the lease, everything after all of it", async () => {
  let suspendedMs = 0;
  const now = () => ({ awakeMs: 1_000, bootMs: 1_000 + suspendedMs });
  const leaseAge = new LeaseAge(30_000, now);
  const settled: AttemptResult[] = [];
  const begun: number[] = [];
  const parts = {
    leaseAge,
    slots: new Slots(4),
    active: new ActiveAttempts(),
    settler: { settle: async (result: AttemptResult) => void settled.push(result) },
    journal: {
      noteBegun: (token: Buffer) => {
        begun.push(token[0] ?? 0);
        throw new Error("far enough");
      },
      noteSettled: () => undefined,
    },
    warnings: { failed: () => undefined },
  } as unknown as AttemptParts;
  const retried = { ...claim(1), isRetriedWhenLost: true };
  suspendedMs = 16_000;
  await runAttempt(parts, retried);
  await runAttempt(parts, claim(2)).catch(() => undefined);
  expect(begun).toEqual([2]);
  suspendedMs = 31_000;
  await runAttempt(parts, claim(3));
  leaseAge.heard(leaseAge.moment());
  await runAttempt({ ...parts, slots: new Slots(4) }, claim(4)).catch(() => undefined);
  expect(begun).toEqual([2, 4]);
  expect(
    settled.filter(({ handedBackBecause }) => handedBackBecause === undefined).map(({ end }) => end),
  ).toEqual([null, null]);
});

test("a directory is tried by writing into it, and nothing is left in it", () => {
  const dir = mkdtempSync(join(tmpdir(), "write-problem-"));
  expect(writeProblem([dir])).toBeNull();
  rmdirSync(dir);
  expect(writeProblem([dir])).toMatchObject({ code: "ENOENT" });
});
