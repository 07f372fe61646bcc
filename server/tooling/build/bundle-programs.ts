import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** Programs, by the name of their bundle in dist/. Plain Node 20 cannot run TypeScript. */
const PROGRAMS: Readonly<Record<string, string>> = {
  web: "server/web/main.ts",
  runner: "server/runner/main.ts",
  cli: "server/cli/main.ts",
  migrate: "server/tooling/migrate-main.ts",
};

/**
 * Bundles the programs into NAME.mjs of a directory inside the checkout. Packages stay outside: they are installed beside it.
 *
 * @throws Error with the bundler's messages.
 */
export async function bundlePrograms(outdir = "dist"): Promise<void> {
  const entries = Object.entries(PROGRAMS).filter(([, file]) => existsSync(join(PROJECT_ROOT, file)));
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: Object.fromEntries(entries),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
  });
  // Its service would stay beside the product for as long as that runs.
  await stop();
}
