import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The directory of the checkout: the nearest one above this file that contains package.json. It is the same for the
 * source and for a bundle in dist/.
 */
export const PROJECT_ROOT: string = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(dir: string): string {
  if (existsSync(join(dir, "package.json"))) return dir;
  const above = dirname(dir);
  if (above === dir)
    throw new Error(
      "There is no package.json above this program. Start it from a whole checkout of Signalbox.",
    );
  return rootAbove(above);
}
