import { join } from "node:path";
import { openSlot, type Slot, type SlotKind, SlotProblem } from "./slot.ts";

export type SlotPool = {
  /** An idle slot, or a new one. @throws SlotProblem where none can be made. */
  take(): Slot | Promise<Slot>;
  /** Gives back a slot in which no process is left. */
  release(slot: Slot): void;
  /** Ends a slot that must not be used again. */
  discard(slot: Slot): void;
  /** Ends all slots, idle and busy. */
  close(): Promise<void>;
};

/** An idle slot is two sleeping processes of 1 MB. */
const MAX_IDLE = 32;

export type SlotPoolSettings = {
  readonly kind: SlotKind;
  /** Contains the slots' directories. */
  readonly directory: string;
  /** Slots that already exist. */
  readonly first: Slot;
  /** Called for every slot, when it is made and when it ends. */
  readonly onSlot: (slot: Slot, isThere: boolean) => void;
  /** Called with the process group of each script that has its own. */
  readonly onGroup: (group: number) => void;
};

/** Keeps slots for the next script. */
export function openSlotPool({ kind, directory, first, onSlot, onGroup }: SlotPoolSettings): SlotPool {
  const all = new Set<Slot>([first]);
  const idle: Slot[] = [first];
  let count = 0;
  let isClosed = false;
  onSlot(first, true);

  function discard(slot: Slot): void {
    if (!all.delete(slot)) return;
    slot.close();
    onSlot(slot, false);
  }

  async function open(): Promise<Slot> {
    count += 1;
    const slot = await openSlot(kind, join(directory, `slot-${count}`), onGroup);
    if (isClosed) {
      slot.close();
      throw new SlotProblem("the runner is stopping");
    }
    all.add(slot);
    onSlot(slot, true);
    return slot;
  }

  return {
    discard,
    take() {
      for (let slot = idle.pop(); slot !== undefined; slot = idle.pop()) {
        if (!slot.isGone) return slot;
        discard(slot);
      }
      return open();
    },
    release(slot) {
      if (slot.isGone || isClosed || idle.length >= MAX_IDLE) discard(slot);
      else idle.push(slot);
    },
    async close() {
      isClosed = true;
      const ending = [...all].map((slot) => slot.gone);
      for (const slot of all) discard(slot);
      await Promise.all(ending);
    },
  };
}
