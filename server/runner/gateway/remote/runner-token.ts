import { createHash, randomBytes } from "node:crypto";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Env } from "#platform/env.ts";
import { makeSyncedDirectory, syncDirectory, writeSynced } from "#platform/secrets/write-synced.ts";
import type { RunnerOptions } from "./runner-options.ts";
import { ServerConnection } from "./server-connection.ts";

const ENROL_MS = 20_000;
const OTHERS_READ = 0o077;

/**
 * The token of a runner: from the environment, the file that was named, or the data directory. With a code it is made, and
 * stored before it is shown, so that the exchange can be repeated.
 *
 * @throws Error where there is none, or others can read the file; the message is for a person.
 */
export async function runnerTokenFor(
  env: Pick<Env, "dataDir" | "runnerToken">,
  server: string,
  { code, tokenFile }: RunnerOptions,
): Promise<string> {
  const path = join(env.dataDir, "runner.token");
  if (code !== null) return enrol(server, code, path);
  if (env.runnerToken !== undefined) return env.runnerToken.trim();
  const file = tokenFile ?? path;
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return null;
  });
  if (text === null)
    throw new Error(
      `There is no token: not in SIGNALBOX_RUNNER_TOKEN, and no file ${file}. On the page Runners, "Add a runner" shows the command that gets one.`,
    );
  if (((await stat(file)).mode & OTHERS_READ) !== 0)
    throw new Error(`Others can read the token in ${file}: chmod 600 ${file}`);
  return text.trim();
}

async function enrol(server: string, code: string, path: string): Promise<string> {
  const connection = new ServerConnection(server, null);
  try {
    const pending = `${path}.${createHash("sha256").update(code).digest("hex").slice(0, 12)}`;
    await makeSyncedDirectory(dirname(path), 0o700);
    // The answer may be lost: then the same code is shown with the same token again.
    const made = `signalbox_runner_${randomBytes(32).toString("base64url")}`;
    await writeSynced(pending, `${made}\n`, "wx").catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    // Once the server knows the token the code is used up: after a power cut the token has to be there.
    await syncDirectory(dirname(path));
    const token = (await readFile(pending, "utf8")).trim();
    try {
      await connection.ask("enroll", { code, token }, ENROL_MS);
    } catch (error) {
      if ((error as { isPassing?: boolean }).isPassing === false) await rm(pending, { force: true });
      throw error;
    }
    await rename(pending, path);
    await syncDirectory(dirname(path));
    return token;
  } finally {
    connection.close();
  }
}
