import { Link } from "#components/ui/buttons/link.tsx";
import styles from "./settings-links.module.css";

const LINKS = [
  { href: "/settings", label: "Secrets" },
  { href: "/settings/connections", label: "Connections" },
  { href: "/settings/notices", label: "Notices" },
  { href: "/settings/retention", label: "Retention" },
  { href: "/settings/checkers", label: "Script checks" },
  { href: "/settings/account", label: "Your account" },
  { href: "/settings/people", label: "People" },
  { href: "/settings/groups", label: "Groups" },
  { href: "/settings/folders", label: "Folders" },
  { href: "/settings/tokens", label: "Tokens" },
  { href: "/settings/audit", label: "Audit" },
] as const;

/** Leads from one page of the settings to the others. */
export function SettingsLinks({ current }: { current: (typeof LINKS)[number]["href"] | "/device" }) {
  return (
    <nav className={styles.links} aria-label="Settings">
      {LINKS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          className={styles.link}
          aria-current={href === current ? "page" : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
