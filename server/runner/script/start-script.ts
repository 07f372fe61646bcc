import { isProgram } from "#platform/find-program.mjs";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import type { LogSink } from "../execution/execution.ts";
import { startLongTimer } from "../execution/long-timer.ts";
import { interpreterProgram } from "./interpreter-program.ts";
import { type Pump, pumpOutput } from "./output/pump-output.ts";
import { readOutputFile } from "./output/read-output-file.ts";
import type { Guard } from "./process/guard.ts";
import { environmentProblem, scriptEnvironment, scriptPath } from "./process/script-environment.ts";
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
import { type Slot, SlotProblem } from "./slot/slot.ts";
import type { SlotPool } from "./slot/slot-pool.ts";
import { vacateSlot } from "./slot/vacate-slot.ts";
import { makeWorkDirectory, type WorkDirectory, WorkDirectoryProblem } from "./work-directory.ts";

/** What all scripts of one runner use. */
export type ScriptResources = {
  /** Contains the attempts' directories. */
  readonly directory: string;
  readonly pool: SlotPool;
  readonly guard: Guard | null;
  /** Removes a directory later. */
  readonly remove: (work: WorkDirectory) => void;
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
  const { shared, request } = run;
  const interpreter = interpreterProgram(request.interpreter);
  if (interpreter === null) return resultOf(run, notStarted(noInterpreter(request.interpreter)), null);
  let work: WorkDirectory;
  try {
    work = makeWorkDirectory(shared.directory, request.attempt, request.interpreter, request.script);
  } catch (error) {
    if (error instanceof WorkDirectoryProblem) return resultOf(run, notStarted(error.message), null);
    throw error;
  }
  try {
    return resultOf(run, await executeIn(run, work, interpreter), work);
  } finally {
    shared.remove(work);
  }
}

async function executeIn(
  run: Run,
  work: WorkDirectory,
  interpreter: readonly [string, ...string[]],
): Promise<ScriptEnd> {
  const { shared, request, ending, pump } = run;
  const env = scriptEnvironment(request.env, work.path, work.hidden, work.outputFile);
  const problem = environmentProblem(env);
  if (problem !== null) return notStarted(problem);
  let slot: Slot;
  try {
    const taken = shared.pool.take();
    slot = taken instanceof Promise ? await taken : taken;
  } catch (error) {
    return notStarted(`The script could not be started: ${refusalOf(error)}.`);
  }
  if (ending.reason !== null) {
    shared.pool.release(slot);
    return { exitCode: null, signal: null, spawnError: null };
  }
  run.slot = slot;
  const launch = {
    directory: work.path,
    program: [...interpreter, ...(request.options ?? []), work.script] as const,
    env,
    output: request.output,
  };
  const ended = slot.launch(launch, pump.take);
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
  if (isReusable) shared.pool.release(slot);
  else shared.pool.discard(slot);
  return outcome;
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
