import type { Heard } from "./connection.ts";

/** The first look comes at once, so that a hiccup is over before anybody reads about it. */
const FIRST_MS = 250;
const MAX_MS = 8_000;
/** A server that takes longer does not answer, for all that people can tell. */
const PATIENCE_MS = 4_000;

export type HealthWatch = {
  /** Something broke: look after the server until it is well. Said twice, done once. */
  readonly begin: () => void;
  /** Look now, and begin again with short pauses: the network came back, or a person came back to the page. */
  readonly hurry: () => void;
  readonly stop: () => void;
};

/**
 * Asks for the server's health, with longer and longer pauses, from `begin` on until it is well.
 *
 * @param ask gives what the health check says; it must not throw. Its signal ends it after four seconds.
 * @param hear is told each answer.
 */
export function healthWatch(
  ask: (signal: AbortSignal) => Promise<Heard>,
  hear: (heard: Heard) => void,
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
    const heard = await ask(AbortSignal.timeout(PATIENCE_MS));
    if (!isOn || mine !== round) return;
    if (heard === "good") isOn = false;
    else later(pause);
    pause = Math.min(pause * 2, MAX_MS);
    hear(heard);
  };
  return {
    begin: () => {
      if (isOn) return;
      isOn = true;
      pause = FIRST_MS * 2;
      later(FIRST_MS);
    },
    hurry: () => {
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

/** What `/api/health` says: 200 is well, 503 means that the database is away, anything else is no answer of ours. */
export async function askHealth(signal: AbortSignal): Promise<Heard> {
  try {
    const response = await fetch("/api/health", { cache: "no-store", signal });
    if (response.ok) return "good";
    return response.status === 503 ? "no-database" : "no-server";
  } catch {
    // fetch throws for one reason here: nobody answered in time.
    return "no-server";
  }
}
