import type { Connection, Pool } from "mysql2";
import { onceInProcess } from "../copies/once-in-process.ts";

/** Told of each trip to the database: how long it took, in seconds. */
type OnTrip = (seconds: number) => void;

type Watched = { onTrip: OnTrip | null; readonly pools: Set<Pool> };

const watched: Watched = onceInProcess("watched database", () => ({ onTrip: null, pools: new Set() }));

/** Has all trips to the database of this process told to `onTrip`, from now on. */
export function watchDatabase(onTrip: OnTrip): void {
  watched.onTrip = onTrip;
}

/** How many connections of this process are open, and how many calls wait for one. */
export function poolUse(): { readonly open: number; readonly free: number; readonly waiting: number } {
  const use = { open: 0, free: 0, waiting: 0 };
  for (const pool of watched.pools) {
    // The driver has no other way to ask.
    const { _allConnections, _freeConnections, _connectionQueue } = pool as unknown as Record<
      string,
      { readonly length: number } | undefined
    >;
    use.open += _allConnections?.length ?? 0;
    use.free += _freeConnections?.length ?? 0;
    use.waiting += _connectionQueue?.length ?? 0;
  }
  return use;
}

/** Counts a pool. @returns a function that ends this. */
export function countPool(pool: Pool): () => void {
  const { pools } = watched;
  pools.add(pool);
  pool.on("connection", timeTrips);
  return () => pools.delete(pool);
}

/** Every statement of a connection, of a transaction or not, is one call of `query` or `execute`. */
function timeTrips(connection: Pick<Connection, "query" | "execute">): void {
  for (const name of ["query", "execute"] as const) {
    const send = connection[name].bind(connection) as (...words: unknown[]) => { once?: OnEnd };
    const timed = (...words: unknown[]) => {
      const { onTrip } = watched;
      if (onTrip === null) return send(...words);
      const begun = performance.now();
      const command = send(...words);
      command.once?.("end", () => onTrip((performance.now() - begun) / 1_000));
      return command;
    };
    Object.assign(connection, { [name]: timed });
  }
}

type OnEnd = (event: "end", listener: () => void) => void;
