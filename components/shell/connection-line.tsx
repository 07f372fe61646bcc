"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ConnectionState, useConnection } from "#components/api/connection/connection.ts";
import styles from "./connection-line.module.css";

const TEXTS: Readonly<Record<Exclude<ConnectionState, "live">, string>> = {
  reconnecting: "Reconnecting…",
  "server-away":
    "Offline. The server does not answer. What you typed is kept; the page reconnects by itself.",
  "database-away":
    "Offline. The database does not answer. What you typed is kept; the page reconnects by itself.",
};

/** One line above the page while the server or its database does not answer, or nobody is signed in any more. */
export function ConnectionLine() {
  const state = useConnection((connection) => connection.state);
  const unknown = useConnection((connection) => connection.unknown);
  const isSignedOut = useConnection((connection) => connection.isSignedOut);
  return (
    <div role="status" aria-label="Connection">
      {state !== "live" && <p className={styles.line}>{TEXTS[state]}</p>}
      {isSignedOut && <SignedOutLine />}
      {unknown > 0 && (
        <p className={styles.line}>
          The answer was lost: it is unknown whether your last action was done. Checking…
        </p>
      )}
    </div>
  );
}

/** The page stays as it is, since what was typed must not be lost: the sign-in is in another tab, and this one goes on then. */
function SignedOutLine() {
  const query = useSearchParams().toString();
  const here = usePathname() + (query === "" ? "" : `?${query}`);
  return (
    <p className={styles.line}>
      You are signed out: the session has ended. What you typed is still here, and this page goes on once you
      are signed in.{" "}
      <a href={`/sign-in?to=${encodeURIComponent(here)}`} target="_blank" rel="noopener">
        Sign in in another tab
      </a>
    </p>
  );
}
