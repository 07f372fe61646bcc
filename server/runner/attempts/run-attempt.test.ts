import { mkdtempSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { ActiveAttempts } from "./active-attempts.ts";
import { type AttemptParts, runAttempt } from "./run-attempt.ts";
import { Slots } from "./slots.ts";
import { writeProblem } from "./write-problem.ts";

const claim = (byte: number) =>
  ({
    ...{ trackId: byte, pipelineId: 1, number: byte, attempt: 1, token: Buffer.alloc(16, byte) },
    ...{ secrets: {}, task: { kind: "script" } },
  }) as unknown as ClaimedTrack;

test("where the runner's disk is full one track fails and says why, those that were claimed with it are handed back, and no slot is free", async () => {
  const settled: AttemptResult[] = [];
  const slots = new Slots(4);
  const parts = {
    slots,
    active: new ActiveAttempts(),
    settler: { settle: async (result: AttemptResult) => void settled.push(result) },
    journal: { noteBegun: () => writeFileSync("/dev/full", "begun"), noteSettled: () => undefined },
  } as unknown as AttemptParts;
  await Promise.all([1, 2, 3].map((byte) => runAttempt(parts, claim(byte))));
  expect(settled.map(({ end }) => end?.spawnError ?? null)).toEqual([
    expect.stringMatching(/^The runner's journal could not be written, because .*no space/),
    null,
    null,
  ]);
  expect(settled.slice(1).map(({ end }) => end)).toEqual([null, null]);
  expect(slots.free).toBe(0);
  slots.setDiskUsable(true);
  expect(slots.free).toBe(4);
});

test("a directory is tried by writing into it, and nothing is left in it", () => {
  const dir = mkdtempSync(join(tmpdir(), "write-problem-"));
  expect(writeProblem([dir])).toBeNull();
  rmdirSync(dir);
  expect(writeProblem([dir])).toMatchObject({ code: "ENOENT" });
});
