import { NAV_ITEMS } from "./nav-items.ts";

/** A page that the command list goes to, and other words that find it. */
export type PageEntry = { readonly href: string; readonly label: string; readonly words?: string };

/** The pages that have no name of their own in the address, such as that of one graph. */
export const PAGES: readonly PageEntry[] = [
  ...NAV_ITEMS.map(({ href, label }) => ({ href, label })),
  { href: "/settings/account", label: "Your account", words: "settings password passkey sign out" },
  { href: "/settings/audit", label: "Audit", words: "settings log" },
  { href: "/settings/connections", label: "Connections", words: "settings" },
  { href: "/settings/folders", label: "Folders", words: "settings rights roles" },
  { href: "/settings/groups", label: "Groups", words: "settings people" },
  { href: "/settings/notices", label: "Notices", words: "settings alerts" },
  { href: "/settings/people", label: "People", words: "settings users" },
  { href: "/settings/retention", label: "Retention", words: "settings clean up" },
  { href: "/settings/checkers", label: "Script checks", words: "settings bash shellcheck" },
  { href: "/settings/tokens", label: "Tokens", words: "settings api" },
];
