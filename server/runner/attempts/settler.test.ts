import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AttemptResult, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import type { Logger } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { RunnerJournal } from "../journal/journal.ts";
import type { Registration } from "../lease/registration.ts";
import { PreparedTasks } from "./prepared-tasks.ts";
import { Settler } from "./settler.ts";
import { Slots } from "./slots.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const resultIn = (pipelineId: number) => ({ pipelineId, trackId: pipelineId }) as AttemptResult;

test("a pipeline whose results cannot be settled is warned of once, whatever is settled in others meanwhile", async () => {
  let isBroken = true;
  const lines: string[] = [];
  const log = { warn: (_: unknown, text: string) => lines.push(text) } as unknown as Logger;
  const settle: RunnerGateway["settle"] = async ([result]) => {
    if (result?.pipelineId === 1 && isBroken) throw new Error("it cannot be settled");
    return { fates: ["settled"], claimed: [], isForOthers: false };
  };
  const settler = new Settler({
    gateway: { settle } as unknown as RunnerGateway,
    log,
    warnings: new RepeatedWarnings(log),
    journal: { noteSettled: () => undefined } as unknown as RunnerJournal,
    registration: { claimant: { runnerId: 1, name: "r", labels: [""] } } as unknown as Registration,
    slots: new Slots(4),
    giveUpMs: 1e9,
    prepared: new PreparedTasks(() => null),
    startAttempts: () => undefined,
    onSlotsLeft: () => undefined,
  });
  const first = settler.settle(resultIn(1));
  for (let count = 0; count < 5; count += 1) {
    await vi.advanceTimersByTimeAsync(11_000);
    await settler.settle(resultIn(2));
  }
  expect(lines).toEqual([
    "settling in pipeline 1 failed; it is tried again, and nothing more is logged until it works",
  ]);
  isBroken = false;
  await vi.advanceTimersByTimeAsync(11_000);
  await first;
  expect(lines[1]).toMatch(/^settling in pipeline 1 is back after \d+ s \(\d+ tries\)$/);
});
