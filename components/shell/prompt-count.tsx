"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import styles from "./prompt-count.module.css";

const LOOK_MS = 2_000;

/** How many questions wait for an answer; nothing where none does. */
export function PromptCount() {
  const overview = useQuery({ ...useTRPC().system.overview.queryOptions(), refetchInterval: LOOK_MS });
  const count = overview.data?.openPrompts ?? 0;
  if (count === 0) return null;
  return (
    <span className={styles.count}>
      {count}
      <span className="visually-hidden"> open</span>
    </span>
  );
}
