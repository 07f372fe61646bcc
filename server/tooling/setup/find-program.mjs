import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian and Red Hat keep servers where a plain user's PATH does not look; brew has its own two places. */
const MORE_PLACES = ["/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

/**
 * The program `name` on the PATH or where servers are kept, or undefined.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const places = [...(process.env["PATH"] ?? "").split(delimiter), ...MORE_PLACES].filter(
    (place) => place !== "",
  );
  return places.map((place) => join(place, name)).find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
