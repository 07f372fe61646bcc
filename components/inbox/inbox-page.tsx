"use client";

import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Inbox } from "./inbox.tsx";

/** The inbox; the address says what of it is looked at. */
export function InboxPage() {
  const { query, change } = useUrlQuery();
  return <Inbox query={query} change={change} />;
}
