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

test("while nothing can be stored, what one log gets within a tenth of a second is one piece, and a piece that was sent is not changed any more", async () => {
  const sent: string[][] = [];
  let isAway = true;
  const storeLog = async (pieces: readonly LogPiece[]) => {
    sent.push(
      pieces.map(({ trackId, seq, stream, bytes }) => `${trackId}.${seq} ${stream} ${bytes.toString()}`),
    );
    if (isAway) throw new Error("away");
  };
  const gateway = { storeLog, bytesLogged: async () => 0 };
  const writer = new LogWriter(gateway, new RepeatedWarnings(openLog("test", "silent")));
  const [one, other] = [1, 2].map((trackId) => writer.openLog({ pipelineId: 1, trackId, attempt: 1 }));
  one?.write("stdout", Buffer.from("first"));
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toEqual([["1.1 stdout first"]]);
  for (const line of ["a", "b", "c"]) {
    one?.write("stdout", Buffer.from(line));
    other?.write("stdout", Buffer.from(line));
  }
  one?.write("stderr", Buffer.from("no"));
  one?.write("stderr", Buffer.from("x".repeat(64 * 1024)));
  await vi.advanceTimersByTimeAsync(200);
  other?.write("stdout", Buffer.from("later"));
  isAway = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent.at(-1)?.map((text) => text.slice(0, 16))).toEqual([
    "1.1 stdout first",
    "1.2 stdout abc",
    "2.1 stdout abc",
    "1.3 stderr no",
    "1.4 stderr xxxxx",
    "2.2 stdout later",
  ]);
  expect(await one?.stored(0)).toBe(true);
  expect(await other?.stored(0)).toBe(true);
});
