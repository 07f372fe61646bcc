import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { badUsage } from "./command-problem.ts";

type Environment = Readonly<Record<string, string | undefined>>;
/** By the address of the server. */
type Tokens = Readonly<Record<string, string>>;

/** The file of the tokens, in this user's directory for settings. Only this user can read it. */
export function tokenFile(env: Environment): string {
  const home = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config");
  return join(home, "signalbox", "tokens.json");
}

/**
 * The token that `sign-in --server` has stored for a server; null where there is none.
 *
 * @throws CommandProblem where the file cannot be read, or others can read it.
 */
export function storedToken(env: Environment, url: string): string | null {
  const tokens = readTokens(tokenFile(env));
  return Object.hasOwn(tokens, url) ? (tokens[url] ?? null) : null;
}

/** Stores the token for a server instead of the one before. @throws CommandProblem as `storedToken`. */
export function storeToken(env: Environment, url: string, token: string): void {
  const file = tokenFile(env);
  writeTokens(file, { ...readTokens(file), [url]: token });
}

/** Forgets the token of a server. Gives false where there is none. @throws CommandProblem as `storedToken`. */
export function forgetToken(env: Environment, url: string): boolean {
  const file = tokenFile(env);
  const { [url]: token, ...others } = readTokens(file);
  if (token === undefined) return false;
  writeTokens(file, others);
  return true;
}

function readTokens(file: string): Tokens {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return {};
  if ((mode & 0o077) !== 0)
    throw badUsage(`${file} holds tokens, and others can read it. Nothing was sent.`, `chmod 600 ${file}`);
  try {
    const { servers } = JSON.parse(readFileSync(file, "utf8"));
    return Object.fromEntries(Object.entries(servers ?? {}).map(([url, token]) => [url, String(token)]));
  } catch {
    throw badUsage(`${file} cannot be read, or is no JSON.`, "Remove it and sign in again.");
  }
}

/** To another file first, which then takes its place: so it is always complete. */
function writeTokens(file: string, servers: Tokens): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ servers }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
