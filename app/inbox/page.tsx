import type { Metadata } from "next";
import { InboxPage } from "#components/prompt/inbox-page.tsx";

export const metadata: Metadata = { title: "Inbox" };

export default function Page() {
  return <InboxPage />;
}
