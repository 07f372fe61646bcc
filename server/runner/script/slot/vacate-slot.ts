import { setTimeout as delay } from "node:timers/promises";
import { ownText } from "../../execution/own-text.ts";
import type { Pump } from "../output/pump-output.ts";
import type { Ending } from "./ending.ts";
import type { Slot, SlotEnd } from "./slot.ts";

/** `exec > >(tee log)` ends a moment after its script, and needs that time: it has the last lines of the output. */
const LINGER_MS = 100;
/** Remaining processes then get the same time between TERM and KILL, unless the script's own grace is running. */
const LEFTOVER_GRACE_MS = 1_000;
const MIN_LOOK_MS = 1;
const MAX_LOOK_MS = 20;

/**
 * Waits until no process of the script is left in its slot, ends those that do not end by themselves, and passes on the
 * rest of the output.
 *
 * @returns whether the slot can be used again.
 */
export async function vacateSlot(slot: Slot, end: SlotEnd, ending: Ending, pump: Pump): Promise<boolean> {
  if (end.kind === "lost") slot.kill();
  else if (end.isAnythingLeft) await endLeftovers(slot, ending, pump);
  if (end.kind === "lost" || ending.isForced) await slot.gone;
  const isDrained = slot.drain();
  const isClean = typeof isDrained === "boolean" ? isDrained : await isDrained;
  return isClean && !slot.isGone;
}

async function endLeftovers(slot: Slot, ending: Ending, pump: Pump): Promise<void> {
  // If the script was asked to end, its whole group got TERM. Only processes that left the group need it now.
  if (await isEmptyWithin(slot, LINGER_MS)) return;
  if (ending.reason === null) pump.say(ownText`the script left something running, which is told to end`);
  if (!(await slot.isAnythingLeft("terminate"))) return;
  // If the script was asked to end, its own grace is running and ends with KILL.
  const limit = ending.reason === null ? LEFTOVER_GRACE_MS : Number.POSITIVE_INFINITY;
  if (!(await isEmptyWithin(slot, limit))) ending.force();
}

async function isEmptyWithin(slot: Slot, ms: number): Promise<boolean> {
  const limit = performance.now() + ms;
  let look = MIN_LOOK_MS;
  while (await slot.isAnythingLeft("look")) {
    if (performance.now() >= limit) return false;
    await delay(look);
    look = Math.min(2 * look, MAX_LOOK_MS);
  }
  return true;
}
