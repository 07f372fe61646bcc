import { create } from "zustand";

/**
 * The state of the connection between this page and its server.
 *
 * - `live`: the last signal was good.
 * - `reconnecting`: a call or a stream just broke; the health check has not answered yet.
 * - `server-away`: the server did not answer when it was asked for its health.
 * - `database-away`: the server answers, its database does not.
 */
export type ConnectionState = "live" | "reconnecting" | "server-away" | "database-away";

/** What a call, a stream or the health check just found out about the server. */
export type ServerSignal = "good" | "broken" | "no-server" | "no-database";

type Connection = {
  readonly state: ConnectionState;
  /** Raised with each return to `live`, and once somebody is signed in again: what was refused or lost is asked or sent again. */
  readonly returns: number;
  /** How many actions there are whose answers were lost: the page asks what became of them. */
  readonly unknown: number;
  /** Nobody is signed in here any more: the session ended, here or elsewhere. */
  readonly isSignedOut: boolean;
  readonly setSignedOut: (isSignedOut: boolean) => void;
  readonly report: (signal: ServerSignal) => void;
  readonly setChecking: (isChecking: boolean) => void;
};

/** One for the whole page: the shell shows it, the health watch updates it. */
export const useConnection = create<Connection>()((set) => ({
  state: "live",
  returns: 0,
  unknown: 0,
  isSignedOut: false,
  setSignedOut: (isSignedOut) =>
    set((now) => {
      if (isSignedOut === now.isSignedOut) return now;
      return { isSignedOut, returns: now.returns + (isSignedOut ? 0 : 1) };
    }),
  setChecking: (isChecking) => set(({ unknown }) => ({ unknown: unknown + (isChecking ? 1 : -1) })),
  report: (signal) =>
    set((now) => {
      const state = nextState(now.state, signal);
      if (state === now.state) return now;
      return { state, returns: now.returns + (state === "live" ? 1 : 0) };
    }),
}));

/** The state after a signal. A broken call says less than the health check, so it does not replace its finding. */
export function nextState(state: ConnectionState, signal: ServerSignal): ConnectionState {
  switch (signal) {
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
