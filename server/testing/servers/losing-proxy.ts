import { connect, createServer, type Socket } from "node:net";

/** Where a proxy listens, or what it forwards to: a socket file, or a port of this machine. */
export type ProxyPlace = string | number;

export type LosingProxy = {
  readonly place: ProxyPlace;
  /**
   * Loses the next answer to what `isIt` recognises: it is forwarded, and as soon as the answer comes, the connection is
   * cut instead.
   *
   * @param isIt gets all that the connection has sent since its last transaction began, the newest text last.
   * @returns resolves once an answer was lost, and rejects where none was within half a minute.
   */
  loseAnswerTo(isIt: (sent: string) => boolean): Promise<void>;
  /**
   * Holds back the next text that `isIt` recognises: nothing of it is forwarded, and the connection is cut once `until` has
   * resolved.
   *
   * @returns resolves when the connection was cut, and rejects where there was no such text within half a minute.
   */
  stop(isIt: (sent: string) => boolean, until: () => Promise<void>): Promise<void>;
  /** Refuses new connections and cuts all there are, until `appear`. */
  vanish(): void;
  appear(): void;
  close(): void;
};

type Wanted = {
  readonly isIt: (sent: string) => boolean;
  /** Null: it is forwarded, and its answer is lost. */
  readonly until: (() => Promise<void>) | null;
  readonly onLost: () => void;
};

const MAX_WAIT_MS = 30_000;
const BEGINS = "START TRANSACTION";
/** The end of the packet: it is the only statement of its trip, or the last one. */
const COMMITS = ["\x03COMMIT", "; COMMIT"];

/** True where the newest text is COMMIT, of a transaction with a statement that matches. */
export function isCommitOf(statement: RegExp): (sent: string) => boolean {
  return (sent) => COMMITS.some((commit) => sent.endsWith(commit)) && statement.test(sent);
}

/** Opens a proxy that can lose single answers. @param listen a socket file; 0: any free port. */
export async function openLosingProxy(target: ProxyPlace, listen: ProxyPlace): Promise<LosingProxy> {
  const sockets = new Set<Socket>();
  let isGone = false;
  let wanted: Wanted | null = null;
  const server = createServer((near) => {
    if (isGone) return near.destroy();
    const far = typeof target === "number" ? connect(target, "127.0.0.1") : connect(target);
    let sent = "";
    let onLost: (() => void) | null = null;
    near.on("data", (chunk) => {
      const text = chunk.toString("latin1");
      const begin = text.lastIndexOf(BEGINS);
      sent = begin < 0 ? sent + text : text.slice(begin);
      if (wanted?.isIt(sent)) {
        const { until } = wanted;
        onLost = wanted.onLost;
        wanted = null;
        if (until !== null) {
          const cut = onLost;
          void until().then(() => {
            near.destroy();
            cut();
          });
          return;
        }
      }
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      if (onLost === null) return near.write(chunk);
      near.destroy();
      onLost();
    });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => {
    if (typeof listen === "number") server.listen(listen, "127.0.0.1", resolve);
    else server.listen(listen, resolve);
  });
  const address = server.address();
  const want = (isIt: Wanted["isIt"], until: Wanted["until"]) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("There was no such text.")), MAX_WAIT_MS);
      const onLost = () => {
        clearTimeout(timer);
        resolve();
      };
      wanted = { isIt, until, onLost };
    });
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    place: typeof address === "object" && address !== null ? address.port : listen,
    loseAnswerTo: (isIt) => want(isIt, null),
    stop: want,
    vanish: () => {
      isGone = true;
      cutAll();
    },
    appear: () => {
      isGone = false;
    },
    close: () => {
      server.close();
      cutAll();
    },
  };
}
