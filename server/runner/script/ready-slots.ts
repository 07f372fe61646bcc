import type { BigIntStats } from "node:fs";
import { join } from "node:path";
import type { Interpreter } from "#engine/model/graph-content.ts";
import {
  emptyScript,
  fitsInterpreter,
  isUnchanged,
  makeWorkDirectory,
  type WorkDirectory,
  WorkDirectoryProblem,
} from "./directory/work-directory.ts";
import { findScriptProgram } from "./process/find-script-program.ts";
import { usualEnvironment } from "./process/script-environment.ts";
import type { Separation } from "./slot/slot-command.ts";
import type { ReadySlot, SlotPool } from "./slot/slot-pool.ts";

/** Gets slots ready for their next script: a work directory, and a bash that waits at the gate. */
export type ReadySlots = {
  readonly pool: SlotPool;
  /**
   * The slot's work directory, which is made where it has none.
   *
   * @throws WorkDirectoryProblem where the operating system refuses.
   */
  directoryOf(ready: ReadySlot, interpreter: Interpreter): WorkDirectory;
  /**
   * Lets a bash wait in the slot, where bash can wait on this machine and nothing waits there yet.
   *
   * @throws WorkDirectoryProblem where the operating system refuses to make the directory.
   */
  letWait(ready: ReadySlot): void;
  /**
   * Gives back a slot in which no process of its script is left. It gets ready for the next one soon. A slot in which its
   * script left something, for example in /tmp, is replaced.
   *
   * @param started the script's file as it was when the script began; null: there was no script.
   * @param isForGate whether a bash is started for the next script.
   */
  giveBack(ready: ReadySlot, started: BigIntStats | null, isForGate: boolean): void;
  /** Ends a slot whose script was given a secret, or left something in it, and opens another one. */
  replace(ready: ReadySlot, isForGate: boolean): void;
  /** Finds out whether a bash waits here, and lets one wait. */
  open(): Promise<void>;
};

export type ReadySlotsSettings = {
  readonly pool: SlotPool;
  readonly separation: Separation;
  readonly remove: (work: WorkDirectory) => void;
};

export function readySlots({ pool, separation, remove }: ReadySlotsSettings): ReadySlots {
  let count = 0;
  let canWait = false;
  /** Slots whose directories had a script and were not looked at since, with the script's file as it was. */
  const used = new WeakMap<ReadySlot, BigIntStats>();

  function directoryOf(ready: ReadySlot, interpreter: Interpreter): WorkDirectory {
    lookAt(ready);
    if (ready.work !== null && fitsInterpreter(ready.work, interpreter)) return ready.work;
    dropDirectory(ready);
    count += 1;
    ready.work = makeWorkDirectory(join(ready.slot.directory, `work-${count}`), interpreter, ready.slot.uid);
    return ready.work;
  }

  function dropDirectory(ready: ReadySlot): void {
    if (ready.work !== null) remove(ready.work);
    ready.work = null;
  }

  /**
   * Keeps the directory of the last script, if that left it as it was. Without a namespace, a daemon that left its
   * script's group may still be in it.
   */
  function lookAt(ready: ReadySlot): void {
    const { slot, work } = ready;
    const started = used.get(ready);
    used.delete(ready);
    if (work === null || started === undefined) return;
    const isKept = separation === "namespace" && isUnchanged(work, started, `/proc/${slot.pid}/root`);
    if (!isKept || !emptyScript(work, started)) dropDirectory(ready);
  }

  function letWait(ready: ReadySlot): void {
    const bash = canWait ? findScriptProgram("bash") : null;
    if (bash === null || ready.slot.isGone || ready.slot.gate !== "nobody") return;
    const { path, hidden, outputFile, script } = directoryOf(ready, "bash");
    ready.slot.wait({
      directory: path,
      program: [bash, script],
      env: usualEnvironment(path, hidden, outputFile),
    });
  }

  function getReady(ready: ReadySlot, isForGate: boolean): void {
    try {
      lookAt(ready);
      if (isForGate) letWait(ready);
    } catch (error) {
      // The next script is started without a bash that waited, and says what is wrong.
      if (!(error instanceof WorkDirectoryProblem)) throw error;
    }
  }

  function replace(ready: ReadySlot, isForGate: boolean): void {
    pool.discard(ready);
    setImmediate(() => {
      void pool.openAhead().then((ahead) => {
        if (ahead !== null && pool.isIdle(ahead)) getReady(ahead, isForGate);
      });
    });
  }

  return {
    pool,
    directoryOf,
    letWait,
    giveBack(ready, started, isForGate) {
      if (!ready.slot.isGone && !ready.slot.isAsOpened()) return replace(ready, isForGate);
      if (started !== null) used.set(ready, started);
      pool.release(ready);
      // The script's result does not wait for this. A slot that is taken before is looked at when it is taken.
      setImmediate(() => {
        if (pool.isIdle(ready)) getReady(ready, isForGate);
      });
    },
    replace,
    async open() {
      const ready = await pool.take({ isForGate: true, isUnused: true });
      canWait = true;
      getReady(ready, true);
      canWait = ready.slot.gate === "waiting" && (await ready.slot.dismiss());
      pool.release(ready);
      getReady(ready, true);
    },
  };
}
