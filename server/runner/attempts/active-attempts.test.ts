import { expect, test } from "vitest";
import type { ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { ActiveAttempts } from "./active-attempts.ts";

test("a script whose track is retried when its runner is lost, and belongs to another attempt now, is ended at once; others have their grace", () => {
  const killed: string[] = [];
  const active = new ActiveAttempts();
  const tokens = [true, false].map((isRetriedWhenLost, byte) => {
    const token = Buffer.alloc(16, byte);
    const track = { token, isRetriedWhenLost } as unknown as ClaimedTrack;
    active.add(track);
    const kill = (reason: string, when = "after-grace") => killed.push(`${byte} ${reason} ${when}`);
    active.setExecution(track, { kill, result: new Promise(() => undefined) });
    return token;
  });
  for (const token of tokens) active.kill(token, "stale");
  for (const token of tokens) active.kill(token, "cancelled");
  expect(killed).toEqual([
    "0 stale now",
    "1 stale after-grace",
    "0 cancelled after-grace",
    "1 cancelled after-grace",
  ]);
});
