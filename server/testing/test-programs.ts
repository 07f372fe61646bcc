import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** The directory of the bundles that the global setup of the tests makes. */
export const TEST_PROGRAMS = "SIGNALBOX_TEST_PROGRAMS";

/**
 * What follows `node` on the command line of the runner or of the command line program: its bundle, which starts in a
 * fraction of the time, or else its source.
 */
export function programWords(name: "runner" | "cli"): readonly string[] {
  const bundles = process.env[TEST_PROGRAMS];
  if (bundles !== undefined) return [join(bundles, `${name}.mjs`)];
  return ["--import", "tsx", join(PROJECT_ROOT, "server", name, "main.ts")];
}
