import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { bundlePrograms } from "./bundle-programs.ts";
import { sourceDigest } from "./source-digest.ts";

const STAMP = join(PROJECT_ROOT, "dist", "built-from");
const RESULTS = [join(PROJECT_ROOT, ".next", "BUILD_ID"), join(PROJECT_ROOT, "dist", "runner.mjs")];

/** True where what is built is what the source says now. */
export async function isBuildFresh(): Promise<boolean> {
  if (!RESULTS.every((file) => existsSync(file))) return false;
  const stamp = await readFile(STAMP, "utf8").catch(() => "");
  return stamp.trim() === sourceDigest();
}

/**
 * Builds the web, the runner and the command line, unless they are built from this very source already.
 *
 * @throws Error with what the builder wrote, where it fails.
 */
export async function buildWhatIsStale(tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
  if (await isBuildFresh()) return;
  tell("Building (this takes about half a minute) …");
  const digest = sourceDigest();
  await rm(STAMP, { force: true });
  await mkdir(join(PROJECT_ROOT, "dist"), { recursive: true });
  await Promise.all([bundlePrograms(), buildWeb(signal)]);
  await writeFile(STAMP, `${digest}\n`);
}

async function buildWeb(signal?: AbortSignal): Promise<void> {
  const builder = spawn(process.execPath, [join(PROJECT_ROOT, "node_modules/next/dist/bin/next"), "build"], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let output = "";
  for (const stream of [builder.stdout, builder.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(builder, "close")) as [number | null];
  if (code !== 0) throw new Error(`The web could not be built:\n${output.trimEnd()}`);
}
