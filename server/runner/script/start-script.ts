import type { BigIntStats } from "node:fs";
import { isProgram } from "#platform/find-program.mjs";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import type { LogSink } from "../execution/execution.ts";
import { startLongTimer } from "../execution/long-timer.ts";
import { type WorkDirectory, WorkDirectoryProblem, writeScript } from "./directory/work-directory.ts";
import { interpreterProgram } from "./interpreter-program.ts";
import { type Pump, pumpOutput } from "./output/pump-output.ts";
import { readOutputFile } from "./output/read-output-file.ts";
import type { Guard } from "./process/guard.ts";
import {
  environmentProblem,
  scriptEnvironment,
  scriptPath,
  usualEnvironment,
} from "./process/script-environment.ts";
import type { ReadySlots } from "./ready-slots.ts";
import { notStarted, type ScriptEnd, scriptEndOf } from "./script-end.ts";
import {
  DEFAULT_GRACE_MS,
  DEFAULT_LOG_CAP_BYTES,
  DEFAULT_OUTPUT_CAP_BYTES,
  type ScriptExecution,
  type ScriptRequest,
  type ScriptResult,
} from "./script-execution.ts";
import { type Ending, endingOf } from "./slot/ending.ts";
import { passageMessage } from "./slot/gate.ts";
import { type Slot, type SlotEnd, SlotProblem } from "./slot/slot.ts";
import type { ReadySlot } from "./slot/slot-pool.ts";
import { vacateSlot } from "./slot/vacate-slot.ts";

/** What all scripts of one runner use. */
export type ScriptResources = {
  readonly slots: ReadySlots;
  readonly guard: Guard | null;
  /** Called with a sentence about a problem that changes no result. */
  readonly onProblem: (text: string) => void;
};

/** One execution, and what is known of it while it runs. */
type Run = {
  readonly shared: ScriptResources;
  readonly request: ScriptRequest;
  readonly ending: Ending;
  readonly pump: Pump;
  readonly begin: () => void;
  slot: Slot | null;
};

/**
 * Executes a script: from its file, in a directory and a process group of its own, with nothing of the runner's
 * environment. At the end everything that it started is gone. Every failure is in the result: it never throws.
 */
export function startScript(shared: ScriptResources, request: ScriptRequest, sink: LogSink): ScriptExecution {
  let begin: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const capBytes = request.logCapBytes ?? DEFAULT_LOG_CAP_BYTES;
  const run: Run = {
    shared,
    request,
    begin,
    ending: endingOf(request.graceMs ?? DEFAULT_GRACE_MS),
    pump: pumpOutput(sink, { capBytes, onProblem: shared.onProblem }),
    slot: null,
  };
  return {
    started,
    result: execute(run).finally(begin),
    kill: run.ending.ask,
    get pid() {
      return run.slot?.group ?? null;
    },
  };
}

async function execute(run: Run): Promise<ScriptResult> {
  const { shared, request, ending } = run;
  const interpreter = interpreterProgram(request.interpreter);
  if (interpreter === null) return resultOf(run, notStarted(noInterpreter(request.interpreter)), null);
  const { env, options = [], output } = request;
  const message = request.interpreter === "bash" ? passageMessage({ env, options, output }) : null;
  let ready: ReadySlot;
  try {
    const taken = shared.slots.pool.take(message !== null);
    ready = taken instanceof Promise ? await taken : taken;
  } catch (error) {
    return resultOf(run, notStarted(`The script could not be started: ${refusalOf(error)}.`), null);
  }
  const place = ending.reason === null ? placeIn(run, ready) : NOTHING_STARTED;
  if (!("work" in place)) {
    shared.slots.giveBack(ready, null, false);
    return resultOf(run, place, null);
  }
  const { end, isReusable } = await executeIn(run, ready, place, { interpreter, message });
  const result = resultOf(run, end, place.work);
  if (isReusable) shared.slots.giveBack(ready, place.started, message !== null);
  else shared.slots.pool.discard(ready);
  return result;
}

const NOTHING_STARTED: ScriptEnd = { exitCode: null, signal: null, spawnError: null };

/** Where a script starts, and with what. */
type Place = {
  readonly work: WorkDirectory;
  /** The script's file as it was written. */
  readonly started: BigIntStats;
  readonly env: Readonly<Record<string, string>>;
};

/** Writes the script. Gives an end where it cannot be started. */
function placeIn({ shared, request }: Run, ready: ReadySlot): Place | ScriptEnd {
  try {
    const work = shared.slots.directoryOf(ready, request.interpreter);
    const env = scriptEnvironment(request.env, usualEnvironment(work.path, work.hidden, work.outputFile));
    const problem = environmentProblem(env);
    if (problem !== null) return notStarted(problem);
    return { work, env, started: writeScript(work, request.script) };
  } catch (error) {
    if (!(error instanceof WorkDirectoryProblem)) throw error;
    shared.slots.dropDirectory(ready);
    return notStarted(error.message);
  }
}

async function executeIn(
  run: Run,
  { slot }: ReadySlot,
  place: Place,
  how: { readonly interpreter: readonly [string, ...string[]]; readonly message: Buffer | null },
): Promise<{ end: ScriptEnd; isReusable: boolean }> {
  const { shared, request, ending, pump } = run;
  const { interpreter, message } = how;
  if (message === null && slot.gate === "waiting") await slot.dismiss();
  run.slot = slot;
  const ended =
    message !== null && slot.gate === "waiting"
      ? slot.pass(message, request.output, pump.take)
      : launchIn(slot, request, place, interpreter, pump);
  ending.begin(slot);
  run.begin();
  const { timeoutMs } = request;
  const callOff = timeoutMs === null ? null : startLongTimer(timeoutMs, () => ending.ask("timeout"));
  const end = await ended;
  callOff?.();
  ending.leaderEnded();
  const isReusable = await vacateSlot(slot, end, ending, pump);
  ending.done();
  const outcome = scriptEndOf(end, {
    isForced: ending.isForced,
    wasGuardKilled: () => shared.guard?.hasKilled(slot.pid) ?? false,
    isInterpreterThere: () => isProgram(interpreter[0]),
    noInterpreter: noInterpreter(request.interpreter),
  });
  return { end: outcome, isReusable };
}

function launchIn(
  slot: Slot,
  { options = [], output }: ScriptRequest,
  { work, env }: Place,
  interpreter: readonly [string, ...string[]],
  pump: Pump,
): Promise<SlotEnd> {
  const program = [...interpreter, ...options, work.script];
  return slot.launch({ directory: work.path, program, env, output }, pump.take);
}

function resultOf(run: Run, outcome: ScriptEnd, work: WorkDirectory | null): ScriptResult {
  const { request, ending, pump } = run;
  const cap = request.outputCapBytes ?? DEFAULT_OUTPUT_CAP_BYTES;
  const output = work === null ? null : readOutputFile(work.outputFile, cap);
  for (const note of [outcome.note, output?.problem]) if (note != null) pump.say(note);
  const { exitCode, signal, spawnError } = outcome;
  return {
    exitCode,
    signal,
    spawnError,
    endedBy: outcome.isStale ? "stale" : ending.reason,
    isForced: ending.isForced,
    outputText: output?.text ?? null,
    isOutputCut: output?.isTruncated ?? false,
    outputProblem: output?.unfit ?? null,
    ...pump.finish(),
  };
}

function noInterpreter(name: string): string {
  return `There is no ${name} on this machine (looked for in ${scriptPath().join(", ")}): install it, or choose another interpreter.`;
}

function refusalOf(error: unknown): string {
  if (error instanceof SlotProblem) return error.message;
  if (isSystemProblem(error)) return systemProblemMeaning(error);
  throw error;
}
