import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 50;
/** The first page of `next dev` compiles before it answers. */
const ONE_ANSWER_MS = 30_000;

/** Waits until the web answers `GET /api/health` with 200. Throws when `signal` aborts. */
export async function webAnswers(port: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (await isUp(port, signal)) return;
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function isUp(port: number, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ONE_ANSWER_MS)]),
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // It does not listen yet. An abort is noticed in the next round.
  }
}
