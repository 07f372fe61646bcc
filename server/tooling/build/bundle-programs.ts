import { existsSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build, stop } from "esbuild";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** Programs, by the name of their bundle in dist/. Plain Node 20 cannot run TypeScript. */
const PROGRAMS: Readonly<Record<string, string>> = {
  runner: "server/runner/main.ts",
  "graph-reader": "server/services/graphs/reader/graph-reader-main.ts",
  cli: "server/cli/main.ts",
  migrate: "server/tooling/migrate-main.ts",
};
/** Next finds its own files beside itself, so the packages of this one stay outside. */
const WEB: Readonly<Record<string, string>> = { web: "server/web/main.ts" };

/** Packages of the older module system call it; a bundle has none of its own. */
const REQUIRE =
  'import { createRequire as requireAt } from "node:module"; const require = requireAt(import.meta.url);';
/** Packages with machine code, which no bundle can hold. */
const NATIVE = ["@node-rs/*"];

/**
 * Bundles the programs into NAME.mjs of a directory inside the checkout. All but the web have their packages in the bundle:
 * to look for hundreds of files takes half of the time that a program needs to start.
 *
 * @param more further programs, as above: `{ web: "server/faults/harness/web-main.ts" }`.
 * @throws Error with the bundler's messages.
 */
export async function bundlePrograms(
  outdir = "dist",
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await Promise.all([
    bundle({ ...PROGRAMS, ...more }, outdir, { external: NATIVE, banner: { js: REQUIRE } }),
    bundle(WEB, outdir, { packages: "external" }),
  ]);
  // Its service would stay beside the product for as long as that runs.
  await stop();
}

async function bundle(
  programs: Readonly<Record<string, string>>,
  outdir: string,
  packages: Pick<BuildOptions, "external" | "banner" | "packages">,
): Promise<void> {
  const entries = Object.entries(programs).filter(([, file]) => existsSync(join(PROJECT_ROOT, file)));
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: Object.fromEntries(entries),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    ...packages,
  });
}
