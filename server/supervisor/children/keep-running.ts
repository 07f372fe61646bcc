import { setTimeout as sleep } from "node:timers/promises";
import { backoff } from "#engine/time/backoff.ts";
import { type ChildSpec, type RunningChild, spawnChild } from "./spawn-child.ts";

/** A process that is started again whenever it ends, until it is stopped. */
export type KeptChild = {
  readonly name: string;
  /** Resolves when it has said "ready" for the first time. */
  readonly ready: Promise<void>;
  /** Rejects when it has ended too often without ever being ready. */
  readonly failedToStart: Promise<never>;
  /** The present process; undefined between two. */
  pid(): number | undefined;
  /** Reports that it is ready, where this was seen in another way than by its message. */
  wasSeenUp(): void;
  /** Ends the present process. The next one is started as after any end. */
  restart(): void;
  /**
   * Sends SIGTERM, and SIGKILL after `graceMs` where that is given. Resolves when the process has ended. A second call
   * sends SIGTERM again, which tells a runner to hurry.
   */
  stop(graceMs?: number): Promise<void>;
};

export type BackOff = { readonly firstMs: number; readonly maxMs: number; readonly healthyMs: number };

/** A process that ran for `healthyMs` starts again at once. One that ends earlier waits twice as long each time. */
const BACK_OFF: BackOff = { firstMs: 250, maxMs: 15_000, healthyMs: 20_000 };
/** A program that cannot start at all, for example with a broken build, must be reported within seconds. */
const MAX_FAILED_STARTS = 4;

/**
 * Starts a process and keeps it running: an unexpected end is reported in one line, and the process is started again.
 *
 * @param tell gets the supervisor's own messages.
 * @param say gets the process's output, a line at a time.
 */
export function keepRunning(
  spec: ChildSpec,
  tell: (line: string) => void,
  say: (line: string) => void,
  backOff: BackOff = BACK_OFF,
): KeptChild {
  let current: RunningChild | null = null;
  let wasUp = false;
  let markUp: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    markUp = () => {
      wasUp = true;
      resolve();
    };
  });
  const stopping = new AbortController();

  const failedToStart = (async (): Promise<never> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      current = spawnChild(spec, say);
      void current.ready.then(markUp);
      const end = await current.ended;
      // The children of an ended process would still hold its port.
      current.kill();
      current = null;
      if (stopping.signal.aborted) break;
      failures = performance.now() - startedAt >= backOff.healthyMs ? 0 : failures + 1;
      if (!wasUp && failures >= MAX_FAILED_STARTS) {
        throw new Error(
          `The ${spec.name} does not start: it ended ${failures} times (${end}). Its messages are above.`,
        );
      }
      const wait = failures === 0 ? 0 : backoff(backOff.firstMs, 2, failures - 1, backOff.maxMs);
      tell(`The ${spec.name} ended (${end}). It is started again in ${(wait / 1000).toFixed(2)} s.`);
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined); // Only an abort ends it early.
    }
    return new Promise<never>(() => undefined);
  })();
  failedToStart.catch(() => undefined); // Callers await it, but perhaps not yet when it rejects.

  return {
    name: spec.name,
    ready,
    failedToStart,
    pid: () => current?.pid,
    wasSeenUp: markUp,
    restart: () => current?.ask(),
    async stop(graceMs) {
      stopping.abort();
      const child = current;
      if (child === null) return;
      child.ask();
      const timer = graceMs === undefined ? undefined : setTimeout(() => child.kill(), graceMs);
      await child.ended;
      clearTimeout(timer);
    },
  };
}
