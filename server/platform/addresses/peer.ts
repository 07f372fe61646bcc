import { AsyncLocalStorage } from "node:async_hooks";
import { onceInProcess } from "../copies/once-in-process.ts";

/** Where a request of the web process comes from. */
export type Peer =
  /** The socket in the data directory: only the user who runs this server can open it. */
  | { readonly by: "socket" }
  | { readonly by: "network"; readonly address: string; readonly isEncrypted: boolean };

/** The server's own code tells it, the code of a route asks. It is no header, so no request can claim it. */
const peers = onceInProcess("peer", () => new AsyncLocalStorage<Peer>());

/** Carries out what answers a request of this peer. */
export function answerPeer<Result>(peer: Peer, answer: () => Result): Result {
  return peers.run(peer, answer);
}

/** The peer whose request is being answered; null outside of one. */
export function currentPeer(): Peer | null {
  return peers.getStore() ?? null;
}
