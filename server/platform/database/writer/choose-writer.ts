/** What a database server said of itself; only what the choice of the writer depends on. */
export type ServerState = {
  /** Where the address says that it is: `db1:3306`. */
  readonly place: string;
  /** Its own name for itself, the same for every process: two addresses may lead to one server. */
  readonly identity: string;
  readonly isReadOnly: boolean;
  /** Null where it is no node of a Galera cluster. */
  readonly galera: {
    readonly isReady: boolean;
    /** `Primary` only in the part of the cluster that has a majority. */
    readonly clusterStatus: string;
    /** `Synced`, `Donor/Desynced`, `Joining` … */
    readonly state: string;
    readonly clusterId: string;
  } | null;
};

/** A server that did not answer, and why. */
export type Unreachable = { readonly place: string; readonly problem: string };

export type WriterChoice =
  | { readonly writer: ServerState }
  /** Why each server cannot be the writer, or why none may be. */
  | { readonly writer: null; readonly reasons: readonly string[] };

/**
 * Chooses the one server that everything is read from and written to. It stays the one that was agreed on as long as it
 * is usable. Otherwise it is the first usable one, in the order of the address.
 *
 * @param agreed the identity of the writer that the processes agreed on; null where there is none yet.
 * @returns no writer where none is usable, or where two servers are writable that do not belong to one cluster: then
 *   nobody can tell which of them has the data.
 */
export function chooseWriter(
  servers: readonly (ServerState | Unreachable)[],
  agreed: string | null,
): WriterChoice {
  const usable = servers.filter(
    (server) => "identity" in server && whyUnusable(server) === null,
  ) as ServerState[];
  const [first] = usable;
  if (first === undefined)
    return { writer: null, reasons: servers.map((server) => `${server.place} ${whyUnusable(server)}`) };
  const stranger = usable.find((each) => !isOneCluster(first, each));
  if (stranger !== undefined)
    return {
      writer: null,
      reasons: [
        `${first.place} and ${stranger.place} are both writable and belong to no common cluster, so each could have ` +
          "data that the other does not have. Set read_only=1 on the one that is not the primary",
      ],
    };
  return { writer: usable.find(({ identity }) => identity === agreed) ?? first };
}

/** Why a server cannot be the writer, as the rest of a sentence; null where it can. */
export function whyUnusable(server: ServerState | Unreachable): string | null {
  if ("problem" in server) return `cannot be reached (${server.problem})`;
  const { galera } = server;
  if (galera !== null && galera.clusterStatus !== "Primary")
    return `is in no majority of its cluster (wsrep_cluster_status is ${galera.clusterStatus})`;
  if (galera !== null && !galera.isReady) return "is not ready (wsrep_ready is OFF)";
  if (galera !== null && galera.state !== "Synced")
    return `does not have all data yet, or gives them to another node (${galera.state})`;
  if (server.isReadOnly) return "is read only";
  return null;
}

function isOneCluster(a: ServerState, b: ServerState): boolean {
  if (a.identity === b.identity) return true;
  return a.galera !== null && b.galera !== null && a.galera.clusterId === b.galera.clusterId;
}
