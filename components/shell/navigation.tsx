import { PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import { runCommand } from "#components/commands/command-registry.ts";
import { COMMANDS, keysOf } from "#components/commands/command-table.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { Tooltip } from "#components/ui/buttons/tooltip.tsx";
import { AccountLink } from "./account-link.tsx";
import { LogoMark } from "./logo-mark.tsx";
import { MorePages } from "./more-pages.tsx";
import styles from "./navigation.module.css";
import { isActive, NAV_ITEMS, type NavItem } from "./pages/nav-items.ts";
import { PromptCount } from "./prompt-count.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

type Props = {
  path: string;
  theme: "light" | "dark" | null;
  /** Icons only; their names are tooltips. A narrow screen shows it as a bar below, folded or not. */
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
};

/** The way to every page. */
export function Navigation({ path, theme, isFolded, onFold }: Props) {
  return (
    <nav className={styles.nav} aria-label="Main" data-region data-folded={isFolded || undefined}>
      <Link href="/" className={styles.brand}>
        <LogoMark />
        <span className={styles.name}>Signalbox</span>
      </Link>
      <button
        type="button"
        className={styles.actions}
        aria-label={COMMANDS["command-list"].label}
        title={isFolded ? COMMANDS["command-list"].label : undefined}
        onClick={() => runCommand("command-list")}
      >
        <Search aria-hidden />
        <span className={styles.name}>Find an action</span>
        <kbd className={styles.name}>{keysOf("command-list")}</kbd>
      </button>
      <ul className={styles.items}>
        {NAV_ITEMS.map((item) => (
          <li key={item.href}>
            <Item item={item} isHere={isActive(item, path)} isFolded={isFolded} />
          </li>
        ))}
        <li className={styles.more}>
          <MorePages path={path} />
        </li>
      </ul>
      <div className={styles.foot}>
        <AccountLink isFolded={isFolded} />
        <ThemeSwitch initial={theme} isFolded={isFolded} />
        <IconButton
          size="small"
          label={isFolded ? "Unfold the navigation" : "Fold the navigation"}
          keys={keysOf("fold-navigation")}
          aria-expanded={!isFolded}
          icon={isFolded ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          onClick={() => onFold(!isFolded)}
        />
      </div>
    </nav>
  );
}

function Item({ item, isHere, isFolded }: { item: NavItem; isHere: boolean; isFolded: boolean }) {
  const link = (
    <Link href={item.href} className={styles.item} aria-current={isHere ? "page" : undefined}>
      <item.icon aria-hidden />
      <span className={styles.name}>{item.label}</span>
      {item.href === "/inbox" && <PromptCount />}
    </Link>
  );
  return isFolded ? (
    <Tooltip text={item.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
