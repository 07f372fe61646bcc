#!/usr/bin/env node
/**
 * `npx signalbox`: the built command line where it is of this very source, else the source itself. The build is checked
 * by times, not by digest, since reading every file would cost more than the command.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SERVER = join(dirname(fileURLToPath(import.meta.url)), "..");
const BUILT = join(SERVER, "..", "dist", "cli.mjs");
/** The folders that the command line is built from. */
const IMPORT_RULES = ["cli", "contract", "engine", "platform"];

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
  return IMPORT_RULES.every((rule) => newestIn(join(SERVER, rule)) < builtAt);
}

if (isBuilt()) {
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
