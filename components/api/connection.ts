import { create } from "zustand";

/**
 * How this page stands to its server.
 *
 * - `live`: the last that was heard is good.
 * - `reconnecting`: something broke a moment ago; nobody knows yet whether it is more than that.
 * - `server-away`: the server did not answer when it was asked for its health.
 * - `database-away`: the server answers, its database does not.
 */
export type ConnectionState = "live" | "reconnecting" | "server-away" | "database-away";

/** What was just heard of the server, from a call, a stream or its health. */
export type Heard = "good" | "broken" | "no-server" | "no-database";

type Connection = {
  readonly state: ConnectionState;
  /** Raised with each return to `live`, so that what was waiting can ask again. */
  readonly returns: number;
  readonly hear: (heard: Heard) => void;
};

/** One for the whole page: the indicator of the shell shows it, the health watch looks after it. */
export const useConnection = create<Connection>()((set) => ({
  state: "live",
  returns: 0,
  hear: (heard) =>
    set((now) => {
      const state = nextState(now.state, heard);
      if (state === now.state) return now;
      return { state, returns: now.returns + (state === "live" ? 1 : 0) };
    }),
}));

/** Where the connection stands after what was heard. A broken call says less than what the health check found out. */
export function nextState(state: ConnectionState, heard: Heard): ConnectionState {
  switch (heard) {
    case "good":
      return "live";
    case "broken":
      return state === "live" ? "reconnecting" : state;
    case "no-server":
      return "server-away";
    case "no-database":
      return "database-away";
  }
}
