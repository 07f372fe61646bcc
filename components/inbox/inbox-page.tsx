"use client";

import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Inbox } from "./inbox.tsx";

/** The inbox; the address says what of it is looked at. */
export function InboxPage() {
  const { query, change } = useUrlQuery();
  const { change: turn } = useUrlQuery("push");
  return (
    <Inbox query={query} change={(words, history) => (history === "push" ? turn(words) : change(words))} />
  );
}
