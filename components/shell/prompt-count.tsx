"use client";

import { useQuery } from "@tanstack/react-query";
import { LIVE, useLiveLists } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";
import styles from "./prompt-count.module.css";

/** How many questions wait for an answer; nothing where none does. */
export function PromptCount() {
  // It is on every page with lists.
  useLiveLists();
  const overview = useQuery({ ...useTRPC().system.overview.queryOptions(), ...LIVE });
  const count = overview.data?.openPrompts ?? 0;
  if (count === 0) return null;
  return (
    <span className={styles.count}>
      {count}
      <span className="visually-hidden"> open</span>
    </span>
  );
}
