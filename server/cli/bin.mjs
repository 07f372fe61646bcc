#!/usr/bin/env node
/**
 * `npx signalbox`: runs the built command line if it is newer than the source, else the source. The build is checked by
 * file times, not by digest, because reading every file would take longer than the command.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SERVER = join(dirname(fileURLToPath(import.meta.url)), "..");
const BUILT = join(SERVER, "..", "dist", "cli.mjs");
/** The folders that are bundled into the command line. */
const BUNDLED = ["cli", "client", "contract", "engine", "platform"];

/** @param {string} dir @returns {number} */
function newestIn(dir) {
  return Math.max(
    ...readdirSync(dir, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newestIn(join(dir, entry.name)) : statSync(join(dir, entry.name)).mtimeMs,
    ),
  );
}

function isBuilt() {
  if (!existsSync(BUILT)) return false;
  const builtAt = statSync(BUILT).mtimeMs;
  return BUNDLED.every((folder) => newestIn(join(SERVER, folder)) < builtAt);
}

/** `signalbox runner --server URL` is the runner itself, not a command about runners. */
const [verb, option] = process.argv.slice(2);
if (verb === "runner" && option?.startsWith("--") && option !== "--json" && option !== "--help") {
  const built = join(SERVER, "..", "dist", "runner.mjs");
  process.argv.splice(2, 1);
  if (existsSync(built)) await import(pathToFileURL(built).href);
  else {
    (await import("tsx/esm/api")).register();
    await import(pathToFileURL(join(SERVER, "runner", "main.ts")).href);
  }
} else if (isBuilt()) {
  await import(pathToFileURL(BUILT).href);
} else {
  const { register } = await import("tsx/esm/api").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    console.error("Signalbox is not installed yet. Run this in its checkout first: npm ci");
    process.exit(2);
  });
  register();
  await import("./main.ts");
}
