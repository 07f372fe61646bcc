import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** The directory of the bundles that the global setup of the tests makes. */
export const TEST_PROGRAMS = "SIGNALBOX_TEST_PROGRAMS";

/**
 * The arguments of `node` that start the runner or the command line: a bundle, which starts much faster, or else the
 * source.
 */
export function programWords(name: "runner" | "cli"): readonly string[] {
  const bundles = process.env[TEST_PROGRAMS];
  if (bundles !== undefined) return [join(bundles, `${name}.mjs`)];
  return ["--import", "tsx", join(PROJECT_ROOT, "server", name, "main.ts")];
}
