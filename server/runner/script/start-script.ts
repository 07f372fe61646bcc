import type { LogSink } from "../execution/execution.ts";
import { startLongTimer } from "../execution/long-timer.ts";
import { watchSize } from "./directory/watch-size.ts";
import { isInPlace, type WorkDirectory } from "./directory/work-directory.ts";
import { type Pump, pumpOutput } from "./output/pump-output.ts";
import { readOutputFile } from "./output/read-output-file.ts";
import {
  discardPreparation,
  noInterpreter,
  type Preparation,
  type prepareScript,
  writeInto,
} from "./prepare-script.ts";
import { isStillThere } from "./process/find-script-program.ts";
import type { Guard } from "./process/guard.ts";
import type { ReadySlots } from "./ready-slots.ts";
import { type ScriptEnd, scriptEndOf } from "./script-end.ts";
import {
  DEFAULT_GRACE_MS,
  DEFAULT_LOG_CAP_BYTES,
  DEFAULT_OUTPUT_CAP_BYTES,
  type ScriptExecution,
  type ScriptRequest,
  type ScriptResult,
} from "./script-execution.ts";
import { type Ending, endingOf } from "./slot/ending.ts";
import type { Slot, SlotEnd } from "./slot/slot.ts";
import { vacateSlot } from "./slot/vacate-slot.ts";

/** What all scripts of one runner use. */
export type ScriptResources = {
  readonly slots: ReadySlots;
  readonly guard: Guard | null;
  readonly workLimitBytes: number | null;
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
  /** The limit that ended it, as a clause. */
  overLimit: string | null;
};

/**
 * Executes a prepared script: from its file, in a directory and a process group of its own, with nothing of the runner's
 * environment. At the end everything that it started is gone. Every failure is in the result: it never throws.
 */
export function startScript(
  shared: ScriptResources,
  request: ScriptRequest,
  preparation: ReturnType<typeof prepareScript>,
  sink: LogSink,
): ScriptExecution {
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
    pump: pumpOutput(sink, { capBytes, secrets: request.secrets, onProblem: shared.onProblem }),
    slot: null,
    overLimit: null,
  };
  return {
    started,
    result: execute(run, preparation).finally(begin),
    kill: run.ending.ask,
    get pid() {
      return run.slot?.group ?? null;
    },
  };
}

async function execute(run: Run, preparing: ReturnType<typeof prepareScript>): Promise<ScriptResult> {
  const { shared, request, ending } = run;
  const preparation = preparing instanceof Promise ? await preparing : preparing;
  if (!("ready" in preparation)) return resultOf(run, preparation, null);
  const { ready, work, message } = preparation;
  if (ending.reason !== null) {
    discardPreparation(shared.slots, preparation);
    return resultOf(run, NOTHING_STARTED, null);
  }
  const started = writeInto(shared.slots, preparation, request.script);
  if (!("ctimeNs" in started)) return resultOf(run, started, null);
  const { end, isReusable } = await executeIn(run, preparation);
  const result = resultOf(run, end, work);
  if (request.secrets.length > 0) shared.slots.replace(ready, message !== null);
  else if (isReusable) shared.slots.giveBack(ready, started, message !== null);
  else shared.slots.pool.discard(ready);
  return result;
}

const NOTHING_STARTED: ScriptEnd = { exitCode: null, signal: null, spawnError: null };

async function executeIn(
  run: Run,
  preparation: Preparation,
): Promise<{ end: ScriptEnd; isReusable: boolean }> {
  const { shared, request, ending, pump } = run;
  const { message, interpreter } = preparation;
  const { slot } = preparation.ready;
  if (message === null && slot.gate === "waiting") await slot.dismiss();
  run.slot = slot;
  preparation.ready.isUnused = false;
  const ended =
    message !== null && slot.gate === "waiting"
      ? slot.pass(message, request.output, pump.take)
      : launchIn(preparation, request, pump);
  ending.begin(slot);
  run.begin();
  const { timeoutMs } = request;
  const callOff = timeoutMs === null ? null : startLongTimer(timeoutMs, () => ending.ask("timeout"));
  const { workLimitBytes } = shared;
  const stopWatch =
    workLimitBytes === null
      ? null
      : watchSize(preparation.work.path, workLimitBytes, (text) => endAtLimit(run, text));
  const end = await ended;
  stopWatch?.();
  callOff?.();
  ending.leaderEnded();
  const isReusable = await vacateSlot(slot, end, ending, pump);
  ending.done();
  const outcome = scriptEndOf(end, {
    isForced: ending.isForced,
    wasGuardKilled: () => shared.guard?.hasKilled(slot.pid) ?? false,
    isInterpreterThere: () => isStillThere(request.interpreter, interpreter[0]),
    noInterpreter: noInterpreter(request.interpreter),
  });
  return { end: outcome, isReusable };
}

function endAtLimit(run: Run, text: string): void {
  run.ending.ask("limit");
  if (run.ending.reason === "limit") run.overLimit = text;
}

function launchIn(
  { ready, work, env, interpreter }: Preparation,
  { options = [], output }: ScriptRequest,
  pump: Pump,
): Promise<SlotEnd> {
  const program = [...interpreter, ...options, work.script];
  return ready.slot.launch({ directory: work.path, program, env }, output, pump.take);
}

function resultOf(run: Run, outcome: ScriptEnd, work: WorkDirectory | null): ScriptResult {
  const { request, ending, pump } = run;
  const cap = request.outputCapBytes ?? DEFAULT_OUTPUT_CAP_BYTES;
  const output =
    work === null ? null : readOutputFile(work.outputFile, cap, () => isInPlace(work), work.owner);
  for (const note of [outcome.note, output?.problem]) if (note != null) pump.say(note);
  const { exitCode, signal, spawnError } = outcome;
  return {
    exitCode,
    signal,
    spawnError,
    endedBy: outcome.isStale ? "stale" : ending.reason,
    overLimit: run.overLimit,
    isForced: ending.isForced,
    outputText: output?.text ?? null,
    isOutputCut: output?.isTruncated ?? false,
    outputProblem: output?.unfit ?? null,
    ...pump.finish(),
  };
}
