"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOpenedBy } from "#components/api/connection/opened-by.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { personKey } from "#contract/people/people.ts";
import styles from "./connection-line.module.css";

/** One line above the page once somebody else has signed in, in another tab: nothing is done in their name. */
export function OpenedByOther() {
  // It is asked again whenever the tab is come back to.
  const { data: account } = useQuery(useTRPC().account.show.queryOptions());
  const { person, note } = useOpenedBy();
  const now = account === undefined ? null : personKey(account);
  useEffect(() => {
    if (now !== null) note(now);
  }, [now, note]);
  return (
    <div role="status" aria-label="Signed in">
      {account !== undefined && person !== null && now !== person && (
        <p className={styles.line}>
          <bdi>{account.name}</bdi> is signed in in this browser now, but did not open this page: what you do
          here is refused. A draft of a graph is kept for whoever opened it.{" "}
          <Button size="small" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </p>
      )}
    </div>
  );
}
