import { CircleUser, Ellipsis, SunMoon } from "lucide-react";
import { runCommand } from "#components/commands/command-registry.ts";
import { Menu } from "#components/ui/overlays/menu.tsx";
import styles from "./navigation.module.css";
import { isActive, NAV_ITEMS } from "./pages/nav-items.ts";

/** So many pages have a place of their own in the bar of a narrow screen: `navigation.module.css` has the same. */
const IN_BAR = 4;

/** The pages for which the bar of a narrow screen has no place, the account and the theme. */
export function MorePages({ path }: { path: string }) {
  const pages = NAV_ITEMS.slice(IN_BAR);
  const isHere = pages.some((item) => isActive(item, path));
  return (
    <Menu
      trigger={
        <button type="button" className={styles.item} aria-current={isHere ? "true" : undefined}>
          <Ellipsis aria-hidden />
          <span className={styles.name}>More</span>
        </button>
      }
      items={[
        ...pages.map(({ href, label, icon: Icon }) => ({
          label,
          icon: <Icon aria-hidden />,
          href,
        })),
        {
          label: "Your account",
          icon: <CircleUser aria-hidden />,
          href: "/settings/account",
        },
        {
          label: "Change the theme",
          icon: <SunMoon aria-hidden />,
          onSelect: () => runCommand("change-theme"),
        },
      ]}
    />
  );
}
