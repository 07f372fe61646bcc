import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FullProject } from "@playwright/test";
import type { Overfull } from "./make-overfull.ts";

/** Where the numbers of what was made are kept for the workers of one run of the tests. */
export function madeFile({ outputDir }: Pick<FullProject, "outputDir">): string {
  return join(outputDir, "overfull.json");
}

/** What the project `made-once` has made. */
export async function madeOverfull(project: Pick<FullProject, "outputDir">): Promise<Overfull> {
  return JSON.parse(await readFile(madeFile(project), "utf8")) as Overfull;
}
