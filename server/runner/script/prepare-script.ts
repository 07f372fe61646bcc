import type { BigIntStats } from "node:fs";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import { type WorkDirectory, WorkDirectoryProblem, writeScript } from "./directory/work-directory.ts";
import { interpreterProgram } from "./interpreter-program.ts";
import {
  environmentProblem,
  scriptEnvironment,
  scriptPath,
  usualEnvironment,
} from "./process/script-environment.ts";
import type { ReadySlots } from "./ready-slots.ts";
import { notStarted, type ScriptEnd } from "./script-end.ts";
import type { ScriptRequest } from "./script-execution.ts";
import { passageMessage } from "./slot/gate.ts";
import { SlotProblem } from "./slot/slot.ts";
import type { ReadySlot } from "./slot/slot-pool.ts";

/** A slot that is kept for one script. Nothing of the script is in it yet. */
export type Preparation = {
  readonly ready: ReadySlot;
  readonly work: WorkDirectory;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly interpreter: readonly [string, ...string[]];
  /** What a bash that waits in the slot is told; null: the script is started without one. */
  readonly message: Buffer | null;
};

/**
 * Keeps a slot for a script: an idle one, or a new one. Where a bash can execute the script, one waits there then.
 *
 * @returns an end where the script cannot be started.
 */
export function prepareScript(
  slots: ReadySlots,
  request: ScriptRequest,
): Preparation | ScriptEnd | Promise<Preparation | ScriptEnd> {
  const interpreter = interpreterProgram(request.interpreter);
  if (interpreter === null) return notStarted(noInterpreter(request.interpreter));
  const { env, options = [], output } = request;
  const message = request.interpreter === "bash" ? passageMessage({ env, options, output }) : null;
  const prepare = (ready: ReadySlot) => prepareIn(slots, ready, request, { interpreter, message });
  try {
    const taken = slots.pool.take({ isForGate: message !== null, isUnused: request.secrets.length > 0 });
    return taken instanceof Promise ? taken.then(prepare, refusalOf) : prepare(taken);
  } catch (error) {
    return refusalOf(error);
  }
}

function prepareIn(
  slots: ReadySlots,
  ready: ReadySlot,
  request: ScriptRequest,
  how: Pick<Preparation, "interpreter" | "message">,
): Preparation | ScriptEnd | Promise<Preparation | ScriptEnd> {
  try {
    const work = slots.directoryOf(ready, request.interpreter);
    const env = scriptEnvironment(request.env, usualEnvironment(work.path, work.hidden, work.outputFile));
    const problem = environmentProblem(env);
    if (problem === null) {
      if (how.message !== null) slots.letWait(ready);
      return { ready, work, env, ...how };
    }
    slots.giveBack(ready, null, how.message !== null);
    return notStarted(problem);
  } catch (error) {
    if (!(error instanceof WorkDirectoryProblem)) throw error;
    slots.pool.discard(ready);
    if (ready.isUnused) return notStarted(error.message);
    // An earlier script has spoilt what is beside its directory.
    return Promise.resolve(slots.pool.take({ isForGate: how.message !== null, isUnused: true })).then(
      (other) => prepareIn(slots, other, request, how),
      refusalOf,
    );
  }
}

/** Gives the slot back, because the script is not to be executed. */
export function discardPreparation(slots: ReadySlots, { ready, message }: Preparation): void {
  slots.giveBack(ready, null, message !== null);
}

/**
 * Writes the script into its slot's directory.
 *
 * @returns the file as it is now, or an end where it cannot be written.
 */
export function writeInto(
  slots: ReadySlots,
  { ready, work }: Preparation,
  script: string,
): BigIntStats | ScriptEnd {
  try {
    return writeScript(work, script);
  } catch (error) {
    if (!(error instanceof WorkDirectoryProblem)) throw error;
    // A part of the script may be in the file, which a bash that waits must find empty.
    slots.pool.discard(ready);
    return notStarted(error.message);
  }
}

/** The sentence for an interpreter that is not there. */
export function noInterpreter(name: string): string {
  return `There is no ${name} on this machine (looked for in ${scriptPath().join(", ")}): install it, or choose another interpreter.`;
}

function refusalOf(error: unknown): ScriptEnd {
  const why =
    error instanceof SlotProblem
      ? error.message
      : isSystemProblem(error)
        ? systemProblemMeaning(error)
        : null;
  if (why === null) throw error;
  return notStarted(`The script could not be started: ${why}.`);
}
