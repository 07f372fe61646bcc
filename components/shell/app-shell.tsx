"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useBackAfterReload } from "#components/ui/address/use-back-after-reload.ts";
import styles from "./app-shell.module.css";
import { ShellCommands } from "./command-list/shell-commands.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { Navigation } from "./navigation.tsx";
import { OpenedByOther } from "./opened-by-other.tsx";
import { SchedulesStopped } from "./schedules-stopped.tsx";
import { useFocusAfterPageChange } from "./use-focus-after-page-change.ts";
import { useNavFold } from "./use-nav-fold.ts";
import { usePasteLimit } from "./use-paste-limit.ts";

const BARE_PAGES: readonly string[] = ["/sign-in", "/welcome"];

type Props = { theme: "light" | "dark" | null; isNavFolded: boolean; over?: ReactNode; children: ReactNode };

/**
 * The frame of every page: navigation, the number of open prompts, and the connection.
 *
 * @param props.over what opens over every page of the frame.
 */
export function AppShell({ theme, isNavFolded, over, children }: Props) {
  const path = usePathname();
  const [isFolded, fold] = useNavFold(isNavFolded);
  usePasteLimit();
  useBackAfterReload();
  useFocusAfterPageChange(path);
  // Nobody is signed in there: the frame would ask for what they may not see.
  if (BARE_PAGES.includes(path)) return children;
  return (
    <div className={styles.shell} data-folded={isFolded || undefined}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <Navigation path={path} theme={theme} isFolded={isFolded} onFold={fold} />
      <ShellCommands onFold={() => fold(!isFolded)} />
      <div className={styles.page}>
        <ConnectionLine />
        <OpenedByOther />
        <SchedulesStopped />
        <main id="content" className={styles.content} tabIndex={-1}>
          {children}
        </main>
      </div>
      {over}
    </div>
  );
}
