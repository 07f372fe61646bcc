import { rm } from "node:fs/promises";
import type { LogSink } from "../execution/execution.ts";
import {
  type Containment,
  type ContainmentWish,
  detectContainment,
} from "./containment/detect-containment.ts";
import { findScriptProgram } from "./process/find-script-program.ts";
import { type Guard, startGuard } from "./process/guard.ts";
import { makeRunnerDirectory } from "./runner-directory.ts";
import type { ScriptExecution, ScriptRequest } from "./script-execution.ts";
import type { Slot } from "./slot/slot.ts";
import { openSlotPool } from "./slot/slot-pool.ts";
import { type ScriptResources, startScript } from "./start-script.ts";
import { removeWorkDirectory, type WorkDirectory } from "./work-directory.ts";

/** Executes scripts. A runner has one. */
export type ScriptExecutor = {
  /** For the runner's page. */
  readonly containment: Pick<Containment, "level" | "why">;
  execute(request: ScriptRequest, sink: LogSink): ScriptExecution;
  /** Ends what is still executed, at once, and removes what is on the disk. */
  close(): Promise<void>;
};

export type ScriptExecutorSettings = {
  /** Holds the directories of all runners that are told the same; made where it is not there. */
  readonly workRoot: string;
  readonly containment: ContainmentWish;
  /** How long this process may stand still before its scripts are killed; absent: 20 s. */
  readonly freezeLimitMs?: number;
  /** Told, in a sentence, of trouble that changes no result: what could not be removed, a log that failed. */
  readonly onProblem: (text: string) => void;
};

/**
 * Clears what dead runners left on the disk, finds out what this machine allows, and gets ready.
 *
 * @throws ContainmentProblem where the wish cannot be had, and WorkDirectoryProblem where the disk refuses.
 */
export async function openScriptExecutor(settings: ScriptExecutorSettings): Promise<ScriptExecutor> {
  const { onProblem } = settings;
  const { path: directory, problems } = await makeRunnerDirectory(settings.workRoot);
  for (const problem of problems) onProblem(problem);

  const bash = findScriptProgram("bash");
  const guard: Guard | null = bash === null ? null : startGuard(directory, bash, settings.freezeLimitMs);
  const onGroup = (group: number) => guard?.watch(-group);
  const onSlot = (slot: Slot, isThere: boolean) =>
    isThere ? guard?.watch(slot.pid) : guard?.unwatch(slot.pid);
  const { containment, slot } = await detectContainment(settings.containment, directory, onGroup);
  const pool = openSlotPool({ kind: containment.kind, directory, first: slot, onSlot, onGroup });

  const removals = new Set<Promise<void>>();
  function remove(work: WorkDirectory): void {
    // After the result is on its way: nobody waits for a directory to go.
    const removal = new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => removeWorkDirectory(work))
      .then((problem) => {
        removals.delete(removal);
        if (problem !== null) onProblem(problem);
      });
    removals.add(removal);
  }

  const shared: ScriptResources = { directory, pool, guard, remove, onProblem };
  return {
    containment: { level: containment.level, why: containment.why },
    execute: (request, sink) => startScript(shared, request, sink),
    async close() {
      guard?.close();
      await pool.close();
      await Promise.all(removals);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
