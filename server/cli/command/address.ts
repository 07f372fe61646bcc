import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { socketPathFor } from "#platform/addresses/socket-path.ts";
import { WEB_SOCKET } from "#platform/addresses/web-socket.ts";
import { isSafeForPasswords } from "#platform/loopback.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { badUsage, unreachable } from "./command-problem.ts";
import { storedToken } from "./stored-tokens.ts";

/** Where the server is, and what proves who asks. */
export type Address =
  | { readonly by: "url"; readonly url: string; readonly token: string | null }
  /** The socket in the data directory of this machine's server: who can open it is the user who runs it. */
  | { readonly by: "socket"; readonly path: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The address of the server: `SIGNALBOX_URL` with `SIGNALBOX_TOKEN` or the token of `sign-in --server`, else the socket that a running server keeps in its
 * data directory (`SIGNALBOX_DATA`, default `.data` of the checkout).
 *
 * @throws CommandProblem where no server is known, or its address is invalid or would show the token to a network.
 */
export function addressOf(env: Environment): Address {
  if (env.SIGNALBOX_URL) {
    const url = webAddress(env.SIGNALBOX_URL);
    const token = env.SIGNALBOX_TOKEN || storedToken(env, url);
    if (token !== null) refuseClear(url);
    return { by: "url", url, token };
  }
  const path = socketPathFor(resolve(env.SIGNALBOX_DATA || join(PROJECT_ROOT, ".data")), WEB_SOCKET);
  if (existsSync(path)) return { by: "socket", path };
  throw unreachable(
    `No Signalbox of yours runs here: there is no socket ${path}, which a running one keeps.`,
    "Start it with `npm start`, run this as the user who did, or set SIGNALBOX_URL: see `signalbox sign-in --help`.",
  );
}

/** The address as messages name it. */
export function addressText(address: Address): string {
  return address.by === "url" ? address.url : address.path;
}

/**
 * The address of a server as it is written everywhere: without a slash at its end.
 *
 * @throws CommandProblem where it is no web address.
 */
export function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw badUsage(
      `The server's address is "${text}": wanted is one such as https://signalbox.example.`,
      "Set SIGNALBOX_URL.",
    );
  return url.href.replace(/\/+$/, "");
}

/** @throws CommandProblem where a token would be read on the way to this address. */
export function refuseClear(url: string): void {
  if (!isSafeForPasswords(url))
    throw badUsage(
      `The server's address is ${url}: the token would go over the network in clear. Nothing was sent.`,
      "Use https.",
    );
}
