"use client";

import type { ReactNode } from "react";
import { Group, type LayoutStorage, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import styles from "./split.module.css";

type Props = {
  /** Its sizes are remembered under this name. */
  id: string;
  /** Names what the separator resizes. */
  label: string;
  main: ReactNode;
  /** Null: the main part has all of the width. */
  side: ReactNode | null;
  /** Of the side panel, in pixels, until a person changes it. */
  startWidth?: number;
};

const MIN_MAIN = 240;
const MIN_SIDE = 260;
const MAX_SIDE = 900;

/** A main part and a side panel; the separator between them is dragged, or moved with the arrow keys. Stacked when narrow. */
export function Split({ id, label, main, side, startWidth = 380 }: Props) {
  const layout = useDefaultLayout({
    id: `split-${id}`,
    storage: STORAGE,
    panelIds: side === null ? ["main"] : ["main", "side"],
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group className={styles.split} {...layout}>
      <Panel id="main" minSize={MIN_MAIN} className={styles.main}>
        {main}
      </Panel>
      {side !== null && (
        <>
          <Separator aria-label={label} className={styles.border} />
          <Panel
            id="side"
            defaultSize={startWidth}
            minSize={MIN_SIDE}
            maxSize={MAX_SIDE}
            groupResizeBehavior="preserve-pixel-size"
            className={styles.side}
          >
            {side}
          </Panel>
        </>
      )}
    </Group>
  );
}

/** The browser's storage. The server has none, and a browser may forbid it: then nothing is remembered. */
const STORAGE: LayoutStorage = {
  getItem: (key) => {
    try {
      return typeof window === "undefined" ? null : window.localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem: (key, value) => {
    try {
      window.localStorage.setItem(key, value);
    } catch {
      // Full or forbidden: the sizes last as long as the page.
    }
  },
};
