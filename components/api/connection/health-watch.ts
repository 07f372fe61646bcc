import type { ServerSignal } from "./connection.ts";

/** The first check comes soon, so that a short failure is not shown. */
const FIRST_MS = 250;
const MAX_MS = 8_000;
/** A server that takes longer counts as not answering. */
const PATIENCE_MS = 4_000;

export type HealthWatch = {
  /** Something broke: check until the server answers. A second call does nothing. */
  readonly begin: () => void;
  /** Check now, and start again with short pauses: the network or a person came back. */
  readonly checkNow: () => void;
  readonly stop: () => void;
};

/**
 * Checks the server's health with growing pauses, from `begin` until it is good.
 *
 * @param ask gives what the health check says; it must not throw. Its signal ends it after four seconds.
 * @param report is told each answer.
 */
export function healthWatch(
  ask: (signal: AbortSignal) => Promise<ServerSignal>,
  report: (signal: ServerSignal) => void,
): HealthWatch {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let pause = FIRST_MS;
  let isOn = false;
  let round = 0;

  const later = (ms: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  };
  const look = async () => {
    timer = null;
    const mine = ++round;
    const signal = await ask(AbortSignal.timeout(PATIENCE_MS));
    if (!isOn || mine !== round) return;
    if (signal === "good") isOn = false;
    else later(pause);
    pause = Math.min(pause * 2, MAX_MS);
    report(signal);
  };
  return {
    begin: () => {
      if (isOn) return;
      isOn = true;
      pause = FIRST_MS * 2;
      later(FIRST_MS);
    },
    checkNow: () => {
      if (!isOn) return;
      pause = FIRST_MS * 2;
      later(0);
    },
    stop: () => {
      isOn = false;
      round += 1;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/** What `/api/health` says: 200 is good, 503 means that the database does not answer, anything else is not our server. */
export async function askHealth(signal: AbortSignal): Promise<ServerSignal> {
  try {
    const response = await fetch("/api/health", { cache: "no-store", signal });
    if (response.ok) return "good";
    return response.status === 503 ? "no-database" : "no-server";
  } catch {
    // fetch throws for one reason here: nobody answered in time.
    return "no-server";
  }
}
