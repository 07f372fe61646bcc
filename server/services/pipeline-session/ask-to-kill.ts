import type { PipelineSession } from "./pipeline-session.ts";

/**
 * Asks the runners to kill everything that runs, except what may run on in a pipeline that closes, and marks children to
 * be killed too. All tracks must be loaded.
 */
export function askToKill(session: PipelineSession): void {
  const { row, plan } = session;
  const isHalted = row.halt !== null && plan.items !== null;
  for (const { number } of plan.vertices) {
    const { state, sleep } = session.track(number);
    if ((state === "running" || sleep === "child") && (isHalted || session.isEndedEarlyFor(number)))
      session.adjust(number, { isKillAsked: true });
  }
}

/** Stops the items that run, if so many have failed in this session that nothing new starts and the graph says so. */
export function stopRunningItems(session: PipelineSession): void {
  const { halt } = session.row;
  const isNew = halt !== null && halt !== session.before.halt;
  if (isNew && session.plan.items?.isRestStopped === true) askToKill(session);
}
