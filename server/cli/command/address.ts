import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { badUsage, unreachable } from "./command-problem.ts";

/** The address of the server, and the token that proves who asks. */
export type Address = { readonly url: string; readonly token: string | null };

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of the server: `SIGNALBOX_URL`, else the file `url` that a running server keeps in its data directory
 * (`SIGNALBOX_DATA`, default `.data` of the checkout), else `PORT` of this machine. The token is `SIGNALBOX_TOKEN`,
 * else the one in the file `token` of the data directory, which is sent to this machine only.
 *
 * @throws CommandProblem where no address is known, or it is invalid.
 */
export async function addressOf(env: Environment): Promise<Address> {
  const dataDir = resolve(env.SIGNALBOX_DATA || join(PROJECT_ROOT, ".data"));
  const url = webAddress(await urlText(env, dataDir));
  const isHere = LOOPBACK.test(url.hostname);
  const token = env.SIGNALBOX_TOKEN || (isHere ? await localText(join(dataDir, "token")) : null);
  return { url: url.href.replace(/\/+$/, ""), token: token || null };
}

async function urlText(env: Environment, dataDir: string): Promise<string> {
  if (env.SIGNALBOX_URL) return env.SIGNALBOX_URL;
  const file = join(dataDir, "url");
  const known = await localText(file);
  if (known) return known;
  if (env.PORT) return `http://127.0.0.1:${env.PORT}`;
  throw unreachable(
    `No Signalbox runs here: there is no file ${file}, which a running one keeps.`,
    "Start it with `npm start`, or say where it is with SIGNALBOX_URL (and SIGNALBOX_TOKEN).",
  );
}

function webAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw badUsage(
    `The server's address is "${text}": wanted is one such as http://127.0.0.1:3000.`,
    "Set SIGNALBOX_URL.",
  );
}

/** The text of a file of the data directory; null where it is absent. */
async function localText(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    const why = code === "EACCES" ? "it belongs to another user" : (code ?? "it cannot be read");
    throw unreachable(
      `The file ${file} is there and cannot be read: ${why}.`,
      "Run this as the user who started Signalbox, or set SIGNALBOX_URL and SIGNALBOX_TOKEN.",
    );
  }
}
