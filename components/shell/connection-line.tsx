"use client";

import { type ConnectionState, useConnection } from "#components/api/connection.ts";
import styles from "./connection-line.module.css";

const TEXTS: Readonly<Record<Exclude<ConnectionState, "live">, string>> = {
  reconnecting: "Reconnecting…",
  "server-away": "The server does not answer. What you typed is kept; the page reconnects by itself.",
  "database-away": "The database does not answer. What you typed is kept; the page reconnects by itself.",
};

/** Nothing while all is well; else one line above the page that says what is away and what was kept. */
export function ConnectionLine() {
  const state = useConnection((connection) => connection.state);
  return (
    <div role="status" aria-label="Connection">
      {state !== "live" && <p className={styles.line}>{TEXTS[state]}</p>}
    </div>
  );
}
