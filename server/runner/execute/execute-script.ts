import { interpreterProgram } from "./interpreter-program.ts";
import { neverBegan, type Outcome, outcomeOf } from "./outcome.ts";
import { type Pump, pumpOutput } from "./output/pump-output.ts";
import { readOutputFile } from "./output/read-output-file.ts";
import {
  DEFAULT_GRACE_MS,
  DEFAULT_LOG_CAP_BYTES,
  DEFAULT_OUTPUT_CAP_BYTES,
  type Execution,
  type ExecutionRequest,
  type ExecutionResult,
  type LogSink,
} from "./process/execution.ts";
import { isExecutable } from "./process/find-program.ts";
import type { Guard } from "./process/guard.ts";
import { startLongTimer } from "./process/long-timer.ts";
import { environmentProblem, scriptEnvironment, scriptPath } from "./process/script-environment.ts";
import { isSystemProblem, systemProblemMeaning } from "./process/system-problem.ts";
import { type Ending, endingOf } from "./slot/ending.ts";
import { type Slot, SlotProblem } from "./slot/slot.ts";
import type { SlotPool } from "./slot/slot-pool.ts";
import { vacateSlot } from "./slot/vacate-slot.ts";
import { makeWorkDirectory, type WorkDirectory, WorkDirectoryProblem } from "./work-directory.ts";

/** What the executions of one runner share. */
export type ExecutionRoom = {
  /** Holds the attempts' directories. */
  readonly directory: string;
  readonly pool: SlotPool;
  readonly guard: Guard | null;
  /** Removes a directory when there is time. */
  readonly remove: (work: WorkDirectory) => void;
  /** Told, in a sentence, of trouble that changes no result. */
  readonly onProblem: (text: string) => void;
};

/** One execution, and what is known of it while it lasts. */
type Run = {
  readonly rule: ExecutionRoom;
  readonly request: ExecutionRequest;
  readonly ending: Ending;
  readonly pump: Pump;
  readonly begin: () => void;
  slot: Slot | null;
};

/**
 * Executes a script: from its file, in a directory and a process group of its own, with nothing of the runner's
 * environment, and sees to it that nothing of it is left at the end. Whatever becomes of it is in the result.
 */
export function startExecution(rule: ExecutionRoom, request: ExecutionRequest, sink: LogSink): Execution {
  let begin: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const capBytes = request.logCapBytes ?? DEFAULT_LOG_CAP_BYTES;
  const run: Run = {
    rule,
    request,
    begin,
    ending: endingOf(request.graceMs ?? DEFAULT_GRACE_MS),
    pump: pumpOutput(sink, { capBytes, onProblem: rule.onProblem }),
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

async function execute(run: Run): Promise<ExecutionResult> {
  const { rule, request } = run;
  const interpreter = interpreterProgram(request.interpreter);
  if (interpreter === null) return resultOf(run, neverBegan(noInterpreter(request.interpreter)), null);
  let work: WorkDirectory;
  try {
    work = makeWorkDirectory(rule.directory, request.attempt, request.interpreter, request.script);
  } catch (error) {
    if (error instanceof WorkDirectoryProblem) return resultOf(run, neverBegan(error.message), null);
    throw error;
  }
  try {
    return resultOf(run, await executeIn(run, work, interpreter), work);
  } finally {
    rule.remove(work);
  }
}

async function executeIn(
  run: Run,
  work: WorkDirectory,
  interpreter: readonly [string, ...string[]],
): Promise<Outcome> {
  const { rule, request, ending, pump } = run;
  const env = scriptEnvironment(request.env, work.path, work.hidden, work.outputFile);
  const problem = environmentProblem(env);
  if (problem !== null) return neverBegan(problem);
  let slot: Slot;
  try {
    const taken = rule.pool.take();
    slot = taken instanceof Promise ? await taken : taken;
  } catch (error) {
    return neverBegan(`The script could not be started: ${refusalOf(error)}.`);
  }
  if (ending.reason !== null) {
    rule.pool.release(slot);
    return { exitCode: null, signal: null, spawnError: null };
  }
  run.slot = slot;
  const launch = { directory: work.path, program: [...interpreter, work.script], env };
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
  const outcome = outcomeOf(end, {
    isForced: ending.isForced,
    wasGuardKilled: () => rule.guard?.hasKilled(slot.pid) ?? false,
    isInterpreterThere: () => isExecutable(interpreter[0]),
    noInterpreter: noInterpreter(request.interpreter),
  });
  if (isReusable) rule.pool.release(slot);
  else rule.pool.discard(slot);
  return outcome;
}

function resultOf(run: Run, outcome: Outcome, work: WorkDirectory | null): ExecutionResult {
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
    forced: ending.isForced,
    outputText: output?.text ?? null,
    outputTruncated: output?.isTruncated ?? false,
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
