import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContainmentLevel, ContainmentSettings } from "./containment.ts";
import { detectContainment } from "./detect-containment.ts";

export const SETTINGS_FOR_TEST: ContainmentSettings = {
  wish: "auto",
  isHostAllowed: false,
  hidden: [],
  writable: [],
  limits: [],
  slotUsers: { range: { first: 60_600, last: 61_111 }, root: "/var/lib/signalbox-slots" },
};

const LEVELS: readonly ContainmentLevel[] = ["fence", "slot-user", "pid-namespace", "process-group"];

export function isLevel(text: string): text is ContainmentLevel {
  return (LEVELS as readonly string[]).includes(text);
}

/** The strongest level that this machine allows, and the weakest one: what slots do is tested at both. */
export async function levelsHere(): Promise<ContainmentLevel[]> {
  const all = await allLevelsHere();
  return all.filter((level, at) => at === 0 || level === "process-group");
}

/** The levels that this machine allows. Each guarantee is tested at every level that gives it. */
export async function allLevelsHere(): Promise<ContainmentLevel[]> {
  const directory = mkdtempSync(join(tmpdir(), "signalbox-levels-"));
  const { containment, slot } = await detectContainment(SETTINGS_FOR_TEST, directory);
  slot.close();
  await slot.gone;
  await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  const isRoot = process.getuid?.() === 0;
  return LEVELS.slice(LEVELS.indexOf(containment.level)).filter((level) => isRoot || level !== "slot-user");
}
