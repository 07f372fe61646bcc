import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** The directory of the bundles that the global setup of the tests makes. */
export const TEST_PROGRAMS = "SIGNALBOX_TEST_PROGRAMS";

/** Further programs that tests start, by the name of their bundle. */
export const PROGRAMS_OF_TESTS = {
  "fault-web": "server/faults/harness/web-main.ts",
  "runner-that-dies": "server/runner/script/runner-for-test.ts",
} as const;

const SOURCES = { runner: "server/runner/main.ts", cli: "server/cli/main.ts", ...PROGRAMS_OF_TESTS } as const;

/** The arguments of `node` that start a program: a bundle, which starts much faster, or else the source. */
export function programWords(name: keyof typeof SOURCES): readonly string[] {
  const bundles = process.env[TEST_PROGRAMS];
  if (bundles !== undefined) return [join(bundles, `${name}.mjs`)];
  return ["--import", "tsx", join(PROJECT_ROOT, SOURCES[name])];
}
