import { openSlotOnce, type Slot, type SlotKind, SlotProblem } from "./slot.ts";

/** So often a slot is opened while what its command names keeps changing. */
const MAX_TRIES = 5;

/**
 * Makes a slot. The command of a fence names files of others, such as sockets in `/tmp`, and one may be gone before the command
 * is executed: then the slot is made again with the command as it is now.
 *
 * @param directory does not exist yet; it is for the slot's FIFOs and its work directories.
 * @param onGroup called with the process group of each script, where every script has one of its own.
 * @throws SlotProblem where this machine does not allow it.
 */
export async function openSlot(
  kind: SlotKind,
  directory: string,
  onGroup?: (group: number) => void,
): Promise<Slot> {
  for (let tries = 1; ; tries += 1) {
    let isOutdated = () => false;
    const noted: SlotKind = {
      ...kind,
      programFor: (...place) => {
        const program = kind.programFor(...place);
        isOutdated = () => !isSame(program, kind.programFor(...place));
        return program;
      },
    };
    try {
      return await openSlotOnce(noted, directory, onGroup);
    } catch (error) {
      if (!(error instanceof SlotProblem) || tries === MAX_TRIES || !isOutdated()) throw error;
    }
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, place) => word === other[place]);
}
