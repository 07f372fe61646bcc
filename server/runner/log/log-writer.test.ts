import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LogPiece } from "#contract/runners/runner-gateway.ts";
import { openLog } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { LogWriter } from "./log-writer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what is printed after a long statement is stored by itself, also where it was due while the statement ran", async () => {
  const stored: string[] = [];
  const statements: (() => void)[] = [];
  const storeLog = (pieces: readonly LogPiece[]) =>
    new Promise<void>((resolve) => {
      statements.push(() => {
        stored.push(...pieces.map(({ bytes }) => bytes.toString()));
        resolve();
      });
    });
  const gateway = { storeLog, bytesLogged: async () => 0 };
  const log = new LogWriter(gateway, new RepeatedWarnings(openLog("test", "silent"))).openLog({
    pipelineId: 1,
    trackId: 1,
    attempt: 1,
  });
  const print = (text: string) => log.write("stdout", Buffer.from(text));
  const answer = async () => {
    await vi.advanceTimersByTimeAsync(1_000);
    statements.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  print("first");
  await vi.advanceTimersByTimeAsync(1_000);
  print("second");
  await answer();
  await answer();
  expect(stored).toEqual(["first", "second"]);
  print("third");
  await answer();
  expect(stored).toEqual(["first", "second", "third"]);
});
