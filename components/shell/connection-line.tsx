"use client";

import { type ConnectionState, useConnection } from "#components/api/connection.ts";
import styles from "./connection-line.module.css";

const TEXTS: Readonly<Record<Exclude<ConnectionState, "live">, string>> = {
  reconnecting: "Reconnecting…",
  "server-away": "The server does not answer. What you typed is kept; the page reconnects by itself.",
  "database-away": "The database does not answer. What you typed is kept; the page reconnects by itself.",
};

/** One line above the page while the server or its database does not answer. */
export function ConnectionLine() {
  const state = useConnection((connection) => connection.state);
  const unknown = useConnection((connection) => connection.unknown);
  return (
    <div role="status" aria-label="Connection">
      {state !== "live" && <p className={styles.line}>{TEXTS[state]}</p>}
      {unknown > 0 && (
        <p className={styles.line}>
          The answer was lost: it is unknown whether your last action was done. Checking…
        </p>
      )}
    </div>
  );
}
