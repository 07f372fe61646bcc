import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SERVER = fileURLToPath(new URL("..", import.meta.url));
const BIN = readFileSync(join(SERVER, "cli", "bin.mjs"), "utf8");
/** What a file takes from a folder of the server, without what is a type only. */
const IMPORT = /^(?:import|export) (?!type )[^;]*?from "#([a-z]+)\//gm;
const LATE_IMPORT = /\bimport\("#([a-z]+)\//g;

/** The folders from which the sources of a folder are built. */
function foldersUsedBy(folder: string): string[] {
  return readdirSync(join(SERVER, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.m?ts$/.test(file) && !/test\.ts$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(SERVER, folder, file), "utf8");
      return [...text.matchAll(IMPORT), ...text.matchAll(LATE_IMPORT)].map(([, used = ""]) => used);
    });
}

test("the built command line counts as old where any folder changed that is bundled into it", () => {
  const listed = JSON.parse(/^const BUNDLED = (\[.*\]);$/m.exec(BIN)?.[1] ?? "[]") as string[];
  const used = new Set(["cli"]);
  for (const folder of used) for (const each of foldersUsedBy(folder)) used.add(each);
  expect(listed.toSorted()).toEqual([...used].toSorted());
});
