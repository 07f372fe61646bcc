import { setTimeout as sleep } from "node:timers/promises";
import { askWeb } from "./ask-web.ts";

const POLL_MS = 50;

/** Waits until the web answers `GET /api/health` with 200. Throws when `signal` aborts. */
export async function webAnswers(dataDir: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (await isUp(dataDir, signal)) return;
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function isUp(dataDir: string, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  try {
    return (await askWeb(dataDir, "/api/health", { signal })).status === 200;
  } catch {
    return false; // It does not listen yet. An abort is noticed in the next round.
  }
}
