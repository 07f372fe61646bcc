import { randomBytes } from "node:crypto";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const TOKEN_BYTES = 32;

/**
 * The admin token for the command line on this machine, from the file `token` of the data directory. It is made at the
 * first start and kept. Only this user can read it.
 */
export async function localToken(dataDir: string): Promise<string> {
  const file = join(dataDir, "token");
  const known = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  if (known.trim() !== "") return known.trim();
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  await writeOwn(file, token);
  return token;
}

/** Writes the web's address into the file `url` of the data directory, for the command line on this machine. */
export async function writeLocalUrl(dataDir: string, url: string): Promise<void> {
  await writeOwn(join(dataDir, "url"), url);
}

/** Removes the file `url`, because the web does not run any more. */
export async function removeLocalUrl(dataDir: string): Promise<void> {
  await rm(join(dataDir, "url"), { force: true });
}

async function writeOwn(file: string, text: string): Promise<void> {
  await writeFile(file, `${text}\n`, { mode: 0o600 });
  // The mode above is used only for a new file.
  await chmod(file, 0o600);
}
