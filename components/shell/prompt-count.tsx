"use client";

import { useQuery } from "@tanstack/react-query";
import { LIVE, useLiveLists } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { PromptAlerts } from "./alerts/prompt-alerts.tsx";
import { useTitleCount } from "./alerts/use-title-count.ts";
import styles from "./prompt-count.module.css";

/** How many questions wait for an answer, here and before the title of the page; nothing where none does. */
export function PromptCount() {
  // It is on every page with lists.
  useLiveLists();
  const overview = useQuery({
    ...useTRPC().system.overview.queryOptions(),
    ...LIVE,
    // For the title of a tab that nobody looks at.
    refetchIntervalInBackground: true,
  });
  const count = overview.data?.openPrompts ?? 0;
  useTitleCount(count);
  return (
    <>
      <PromptAlerts />
      {count > 0 && (
        <span className={styles.count} data-count>
          {count}
          <span className="visually-hidden"> open</span>
        </span>
      )}
    </>
  );
}
