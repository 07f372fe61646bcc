import { join } from "node:path";
import type { WorkDirectory } from "../directory/work-directory.ts";
import { openSlot } from "./open-slot.ts";
import { type Slot, type SlotKind, SlotProblem } from "./slot.ts";

/** A slot with the directory for its next script. */
export type ReadySlot = {
  readonly slot: Slot;
  /** Null: it has none yet. */
  work: WorkDirectory | null;
  /** False from the first script on that was executed in it. */
  isUnused: boolean;
};

/** Which slot suits a script best. */
export type SlotWish = {
  /** One in which a bash waits; else one in which nothing waits. */
  readonly isForGate: boolean;
  /** One in which no script was executed before: such a script may have changed the slot's shell. */
  readonly isUnused: boolean;
};

export type SlotPool = {
  /**
   * An idle slot that suits, or a new one.
   *
   * @throws SlotProblem where none can be made.
   */
  take(wish: SlotWish): ReadySlot | Promise<ReadySlot>;
  /** Gives back a slot in which no process of a script is left. */
  release(ready: ReadySlot): void;
  /** Opens a slot for the next script that needs an unused one, if none is idle. Gives null where that is not possible. */
  openAhead(): Promise<ReadySlot | null>;
  isIdle(ready: ReadySlot): boolean;
  /** Ends a slot that must not be used again. */
  discard(ready: ReadySlot): void;
  /** Ends all slots, idle and busy. */
  close(): Promise<void>;
};

/** An idle slot is two sleeping processes of 1 MB, and often a bash of 4 MB, most of which all share. */
const MAX_IDLE = 32;

export type SlotPoolSettings = {
  readonly kind: SlotKind;
  /** Contains the slots' directories. */
  readonly directory: string;
  /** Of the pools with the same directory. */
  readonly number: number;
  /** A slot that already exists; null: there is none. */
  readonly first: Slot | null;
  /** Called for every slot, when it is made and when it ends. */
  readonly onSlot: (slot: Slot, isThere: boolean) => void;
  /** Called with the process group of each script that has its own. */
  readonly onGroup: (group: number) => void;
  /** Called with a slot that ends, and its work directory. */
  readonly onEnd: (slot: Slot, work: WorkDirectory | null) => void;
};

/** Keeps slots for the next script. */
export function openSlotPool(settings: SlotPoolSettings): SlotPool {
  const { kind, directory, number, first, onSlot, onGroup, onEnd } = settings;
  const all = new Set<ReadySlot>();
  const idle: ReadySlot[] = [];
  const opening = new Set<Promise<ReadySlot>>();
  let count = 0;
  let isClosed = false;
  if (first !== null) idle.push(add(first));

  function add(slot: Slot): ReadySlot {
    const ready = { slot, work: null, isUnused: true };
    all.add(ready);
    onSlot(slot, true);
    return ready;
  }

  function discard(ready: ReadySlot): void {
    if (!all.delete(ready)) return;
    ready.slot.close();
    onSlot(ready.slot, false);
    onEnd(ready.slot, ready.work);
    ready.work = null;
  }

  function open(): Promise<ReadySlot> {
    const made = make();
    opening.add(made);
    const forget = () => void opening.delete(made);
    made.then(forget, forget);
    return made;
  }

  async function make(): Promise<ReadySlot> {
    count += 1;
    const slot = await openSlot(
      kind,
      join(kind.users?.directory ?? directory, `slot-${number}-${count}`),
      onGroup,
    );
    if (!isClosed) return add(slot);
    slot.close();
    onEnd(slot, null);
    throw new SlotProblem("the runner is stopping");
  }

  /** The best of those that are idle; -1: there is none. */
  function placeOf({ isForGate, isUnused }: SlotWish): number {
    const wanted = isForGate ? "waiting" : "nobody";
    const marks = idle.map((each) => {
      if (isUnused && !each.isUnused) return 0;
      // What no script has used is kept for those that need it. Of equals the one that has waited longest is taken.
      return 1 + (each.slot.gate === wanted ? 2 : 0) + (each.isUnused === isUnused ? 1 : 0);
    });
    const best = Math.max(0, ...marks);
    return best === 0 ? -1 : marks.indexOf(best);
  }

  return {
    discard,
    take(wish) {
      for (let place = placeOf(wish); place !== -1; place = placeOf(wish)) {
        for (const ready of idle.splice(place, 1)) {
          if (!ready.slot.isGone && ready.slot.gate !== "ended-early") return ready;
          discard(ready);
        }
      }
      return open();
    },
    async openAhead() {
      if (isClosed || idle.length >= MAX_IDLE || idle.some(({ isUnused }) => isUnused)) return null;
      try {
        const ready = await open();
        idle.push(ready);
        return ready;
      } catch (error) {
        // The script that needs it tries again, and says why it is not possible.
        if (error instanceof SlotProblem) return null;
        throw error;
      }
    },
    release(ready) {
      if (ready.slot.isGone || isClosed || idle.length >= MAX_IDLE) discard(ready);
      else idle.push(ready);
    },
    isIdle: (ready) => idle.includes(ready),
    async close() {
      isClosed = true;
      idle.length = 0;
      const ending = [...all].map(({ slot }) => slot.gone);
      for (const ready of all) discard(ready);
      // What is being made still writes into its directory, and ends by itself then. Who wanted it is told the reason.
      await Promise.allSettled(opening);
      await Promise.all(ending);
    },
  };
}
