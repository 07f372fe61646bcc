import type { Logger } from "#platform/log.ts";
import type { Runner } from "./runner.ts";

/** After the drain limit scripts are killed (TERM, grace, KILL). Their results must be settled within this time. */
const MAX_KILL_MS = 15_000;

/**
 * Ends the runner in order. At the first signal it claims nothing more and lets scripts end within the drain limit;
 * then it kills them and settles their results. At the second signal it kills at once. The process exits with 0 when
 * everything is settled, else with 1.
 */
export function stopRunner(parts: {
  runner: Runner;
  log: Logger;
  drainMs: number;
  end: () => Promise<void>;
}): void {
  const { runner, log } = parts;
  let hurry: () => void = () => {};
  const hurried = new Promise<void>((resolve) => {
    hurry = resolve;
  });
  let signals = 0;
  const receive = (): void => {
    signals += 1;
    if (signals === 1) void stop();
    else hurry();
  };
  const stop = async (): Promise<void> => {
    log.info("stopping: nothing more is claimed");
    runner.drain();
    const idle = runner.idle().then(() => true);
    const isIdle = await Promise.race([
      idle,
      hurried.then(() => false),
      after(parts.drainMs).then(() => false),
    ]);
    if (!isIdle) runner.killAll("shutdown");
    const isSettled = isIdle || (await Promise.race([idle, after(MAX_KILL_MS).then(() => false)]));
    await runner.stop();
    // A runner that could not settle keeps its row. Its lease ends, and its tracks are shown as lost.
    if (isSettled)
      await parts.end().catch((error: unknown) => log.warn({ err: error }, "could not end in order"));
    process.exit(isSettled ? 0 : 1);
  };
  process.on("SIGTERM", receive);
  process.on("SIGINT", receive);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
