import { type OwnText, ownText } from "../execution/own-text.ts";
import type { ScriptResult } from "./script-execution.ts";
import type { SlotEnd } from "./slot/slot.ts";

/** The end of the script itself, and a line for its log where the end needs an explanation. */
export type ScriptEnd = Pick<ScriptResult, "exitCode" | "signal" | "spawnError"> & {
  readonly isStale?: true;
  readonly note?: OwnText;
};

/** A shell's exit codes for a program that cannot be executed, and for one that does not exist. */
const NOT_STARTED_CODES: readonly number[] = [126, 127];

/** What is known besides the end that the slot reports. */
export type Circumstances = {
  /** The runner killed the slot. */
  readonly isForced: boolean;
  /** The guard killed the slot, because the runner was frozen. */
  readonly wasGuardKilled: () => boolean;
  readonly isInterpreterThere: () => boolean;
  /** The sentence for a missing interpreter. */
  readonly noInterpreter: string;
};

/** The script never started; the sentence says why. */
export function notStarted(spawnError: string): ScriptEnd {
  return { exitCode: null, signal: null, spawnError };
}

export function scriptEndOf(end: SlotEnd, known: Circumstances): ScriptEnd {
  if (end.kind === "lost") return lostScriptEnd(end.words, known);
  const leader = end.end;
  if (leader.kind === "problem") return notStarted(`The script could not be started: ${leader.text}.`);
  if (leader.kind === "signalled") return { exitCode: null, signal: leader.signal, spawnError: null };
  if (NOT_STARTED_CODES.includes(leader.code) && !known.isInterpreterThere())
    return notStarted(known.noInterpreter);
  return { exitCode: leader.code, signal: null, spawnError: null };
}

function lostScriptEnd(words: string, known: Circumstances): ScriptEnd {
  // The messages of shells that get no process: "Cannot fork", "fork: Resource temporarily unavailable".
  if (/fork/i.test(words))
    return notStarted("The script could not be started: this machine allows no more processes.");
  const killed = { exitCode: null, signal: "SIGKILL", spawnError: null };
  if (known.isForced) return killed;
  if (known.wasGuardKilled()) {
    return {
      ...killed,
      isStale: true,
      note: ownText`the runner stood still for too long, so the script was killed`,
    };
  }
  return {
    ...killed,
    note: ownText`the script was killed together with the shell that held it: by itself, from outside, or for want of memory`,
  };
}
