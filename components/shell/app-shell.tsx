"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { AccountLink } from "./account-link.tsx";
import styles from "./app-shell.module.css";
import { ConnectionLine } from "./connection-line.tsx";
import { LogoMark } from "./logo-mark.tsx";
import { isActive, NAV_ITEMS } from "./nav-items.ts";
import { PromptCount } from "./prompt-count.tsx";
import { SchedulesStopped } from "./schedules-stopped.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

const BARE_PAGES: readonly string[] = ["/sign-in", "/welcome"];

/** The frame of every page: navigation, the number of open prompts, and the connection. */
export function AppShell({ theme, children }: { theme: "light" | "dark" | null; children: ReactNode }) {
  const path = usePathname();
  // Nobody is signed in there: the frame would ask for what they may not see.
  if (BARE_PAGES.includes(path)) return children;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <nav className={styles.nav} aria-label="Main">
        <Link href="/" className={styles.brand}>
          <LogoMark />
          <span>Signalbox</span>
        </Link>
        <ul className={styles.items}>
          {NAV_ITEMS.map((item) => (
            <li key={item.href}>
              <Link
                href={item.href}
                className={styles.item}
                aria-current={isActive(item, path) ? "page" : undefined}
              >
                <item.icon aria-hidden />
                <span>{item.label}</span>
                {item.href === "/inbox" && <PromptCount />}
              </Link>
            </li>
          ))}
        </ul>
        <div className={styles.foot}>
          <AccountLink />
          <ThemeSwitch initial={theme} />
        </div>
      </nav>
      <div className={styles.page}>
        <ConnectionLine />
        <SchedulesStopped />
        <main id="content" className={styles.content} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
