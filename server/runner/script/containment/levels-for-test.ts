import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContainmentLevel, detectContainment } from "./detect-containment.ts";

/** The levels that this machine allows. Each guarantee is tested at every level that gives it. */
export async function levelsHere(): Promise<ContainmentLevel[]> {
  const directory = mkdtempSync(join(tmpdir(), "signalbox-levels-"));
  const { containment, slot } = await detectContainment("auto", directory);
  slot.close();
  await slot.gone;
  await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  return containment.level === "pid-namespace" ? ["pid-namespace", "process-group"] : ["process-group"];
}
