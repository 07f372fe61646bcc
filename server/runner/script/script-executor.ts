import { rm } from "node:fs/promises";
import { FENCES, type Fence } from "#engine/shape/fields/fences.ts";
import type { LogSink } from "../execution/execution.ts";
import type { Containment, ContainmentSettings } from "./containment/containment.ts";
import { detectContainment } from "./containment/detect-containment.ts";
import { makeRunnerDirectory } from "./directory/runner-directory.ts";
import { removeDirectory, removeWorkDirectory, type WorkDirectory } from "./directory/work-directory.ts";
import { discardPreparation, type Preparation, prepareScript } from "./prepare-script.ts";
import { findScriptProgram } from "./process/find-script-program.ts";
import { type Guard, startGuard } from "./process/guard.ts";
import { type ReadySlots, readySlots } from "./ready-slots.ts";
import type { ScriptEnd } from "./script-end.ts";
import type { ScriptExecution, ScriptRequest } from "./script-execution.ts";
import type { Slot, SlotKind } from "./slot/slot.ts";
import { openSlotPool } from "./slot/slot-pool.ts";
import { type ScriptResources, startScript } from "./start-script.ts";

/** Executes scripts. A runner has one. */
export type ScriptExecutor = {
  /** For the runner's page. */
  readonly containment: Pick<Containment, "level" | "why">;
  /** The fences that it can give. */
  readonly fences: readonly Fence[];
  execute(request: ScriptRequest, sink: LogSink): ScriptExecution;
  /** Keeps a slot for a script whose claim is not committed yet. Nothing of it is executed before `go`. */
  prepare(request: ScriptRequest): PreparedScript;
  /** Kills what is still executed, and removes its files. */
  close(): Promise<void>;
};

/** One of the two is to be called, once. */
export type PreparedScript = {
  /** Executes the script: its claim is committed. */
  go(sink: LogSink): ScriptExecution;
  /** Gives the slot back: its claim has failed. */
  discard(): void;
};

export type ScriptExecutorSettings = {
  /** Contains the directories of all runners with the same setting; made where it does not exist. */
  readonly workRoot: string;
  readonly containment: ContainmentSettings;
  /** The most that a script may write to its work directory; absent or null: there is no limit. */
  readonly workLimitBytes?: number | null;
  /** How long this process may be frozen before its scripts are killed; absent: 20 s. */
  readonly freezeLimitMs?: number;
  /** Called with a sentence about a problem that changes no result: what could not be removed, a log that failed. */
  readonly onProblem: (text: string) => void;
};

/**
 * Removes what earlier runners left on the disk, finds out what this machine allows, and gets ready.
 *
 * @throws ContainmentProblem where the required level is not possible, and WorkDirectoryProblem where the directory
 *   cannot be used.
 */
export async function openScriptExecutor(settings: ScriptExecutorSettings): Promise<ScriptExecutor> {
  const { onProblem, workLimitBytes = null } = settings;
  const { path: directory, problems } = await makeRunnerDirectory(settings.workRoot);
  for (const problem of problems) onProblem(problem);

  const bash = findScriptProgram("bash");
  const guard: Guard | null = bash === null ? null : startGuard(directory, bash, settings.freezeLimitMs);
  const onGroup = (group: number) => guard?.watch(-group);
  const onSlot = ({ pid, uid, gone }: Slot, isThere: boolean): void => {
    if (isThere) guard?.watch(pid);
    else guard?.unwatch(pid);
    if (uid === null) return;
    if (isThere) guard?.watchUser(uid);
    else void gone.then(() => guard?.unwatchUser(uid));
  };
  const { hidden, ...given } = settings.containment;
  const wanted = { ...given, hidden: [...hidden, settings.workRoot] };
  const { containment, slot } = await detectContainment(wanted, directory, onGroup);
  const removals = new Set<Promise<void>>();
  function remove(work: WorkDirectory): void {
    // Directories are removed after the result was given, so that the result does not wait for it.
    const removal = new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => removeWorkDirectory(work))
      .then((problem) => {
        removals.delete(removal);
        if (problem !== null) onProblem(problem);
      });
    removals.add(removal);
  }

  function removeSlot({ gone, directory: itsDirectory }: Slot, work: WorkDirectory | null): void {
    const removal = gone
      .then(() => (work === null ? null : removeWorkDirectory(work)))
      .then((problem) => problem ?? removeDirectory(itsDirectory))
      .then((problem) => {
        removals.delete(removal);
        if (problem !== null) onProblem(problem);
      });
    removals.add(removal);
  }

  const byKind = new Map<SlotKind, ReadySlots>();
  for (const kind of Object.values(containment.kinds)) {
    if (byKind.has(kind)) continue;
    const first = kind === containment.kinds.default ? slot : null;
    const number = byKind.size;
    const pool = openSlotPool({ kind, directory, number, first, onSlot, onGroup, onEnd: removeSlot });
    byKind.set(kind, readySlots({ pool, separation: kind.separation, remove }));
  }
  await Promise.all([...byKind.values()].map((slots) => slots.open()));

  function prepare(request: ScriptRequest): PreparedScript {
    const kind = containment.kinds[request.fence];
    const slots = kind === undefined ? undefined : byKind.get(kind);
    if (slots === undefined) throw new RangeError(`This runner cannot give the fence ${request.fence}.`);
    const shared: ScriptResources = { slots, guard, workLimitBytes, onProblem };
    const preparing = prepareScript(slots, request);
    const discard = (preparation: Preparation | ScriptEnd): void => {
      if ("ready" in preparation) discardPreparation(slots, preparation);
    };
    return {
      go: (sink) => startScript(shared, request, preparing, sink),
      discard: () => void (preparing instanceof Promise ? preparing.then(discard) : discard(preparing)),
    };
  }

  return {
    prepare,
    containment: { level: containment.level, why: containment.why },
    fences: FENCES.filter((fence) => containment.kinds[fence] !== undefined),
    execute: (request, sink) => prepare(request).go(sink),
    async close() {
      guard?.close();
      await Promise.all([...byKind.values()].map(({ pool }) => pool.close()));
      await Promise.all(removals);
      containment.kinds.default.users?.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
