import type { KeptChild } from "./keep-running.ts";
import { keepRunning } from "./keep-running.ts";
import type { ChildSpec } from "./spawn-child.ts";
import type { StopSignals } from "./stop-signals.ts";

export type Supervised = {
  readonly web: ChildSpec;
  readonly runners: readonly ChildSpec[];
  /** Resolves when the web answers; throws when the signal aborts. */
  readonly webAnswers: (signal: AbortSignal) => Promise<void>;
  /** Gets the function that restarts the runners: in development, a change of their source calls it. */
  readonly onStarted?: (restartRunners: () => void) => void;
};

export type SupervisorOutput = {
  /** A message of the supervisor's own. */
  tell(line: string): void;
  /** A line of output of the process with this name. */
  relay(name: string, line: string): void;
};

/** The web holds streams open without end; a client that reads one reconnects by itself. */
const WEB_GRACE_MS = 3_000;
/** After "hurry" a runner kills its scripts (10 s of grace) and settles their results. */
const HURRIED_RUNNER_GRACE_MS = 20_000;

/**
 * Runs the web and the runners until a stop is requested, and then ends them.
 *
 * @param isUp called once, when the web answers and every runner is registered.
 * @throws Error where a process cannot be started at all.
 */
export async function supervise(
  { web, runners, webAnswers, onStarted }: Supervised,
  stop: StopSignals,
  output: SupervisorOutput,
  isUp: () => Promise<void>,
): Promise<void> {
  const keep = (spec: ChildSpec): KeptChild =>
    keepRunning(spec, output.tell, (line) => output.relay(spec.name, line));
  const keptWeb = keep(web);
  const keptRunners = runners.map(keep);
  const all = [keptWeb, ...keptRunners];
  const failedToStart = Promise.race(all.map((child) => child.failedToStart));
  failedToStart.catch(() => undefined); // Awaited below, unless a stop was asked for before.
  const asked = new Promise<void>((resolve) =>
    stop.requested.addEventListener("abort", () => resolve(), { once: true }),
  );
  try {
    if (stop.requested.aborted) return;
    onStarted?.(() => {
      for (const runner of keptRunners) runner.restart();
    });
    const up = Promise.all([
      webAnswers(stop.requested).then(() => keptWeb.wasSeenUp()),
      ...keptRunners.map(({ ready }) => ready),
    ]);
    await Promise.race([failedToStart, asked, up.then(isUp)]);
    await Promise.race([failedToStart, asked]);
  } finally {
    await endAll(keptWeb, keptRunners, stop, output);
  }
}

async function endAll(
  web: KeptChild,
  runners: readonly KeptChild[],
  stop: StopSignals,
  output: SupervisorOutput,
): Promise<void> {
  if (runners.length > 0)
    output.tell("Stopping. Scripts that run now may finish; press Ctrl-C again to end them.");
  stop.onHurry((count) => {
    output.tell(count === 2 ? "Ending the scripts that still run." : "Killing what is left.");
    for (const runner of runners) void runner.stop(count === 2 ? HURRIED_RUNNER_GRACE_MS : 0);
  });
  await Promise.all([web.stop(WEB_GRACE_MS), ...runners.map((runner) => runner.stop())]);
}
