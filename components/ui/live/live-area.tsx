"use client";

import { type ReactNode, useEffect } from "react";
import { Button } from "../buttons/button.tsx";
import { releaseLists, watchInteraction } from "./interaction.ts";
import styles from "./live-area.module.css";

type Props = {
  /** How many rows came while the list was pointed at. */
  newCount?: number;
  className?: string | undefined;
  /** Where the count stands: on the list's own head, or above the list. */
  place?: "head" | "above";
  children: ReactNode;
};

/**
 * Around a list that refreshes itself: its rows stay while the pointer or the focus is here, and new ones are counted.
 * Also around what changes by itself and has buttons.
 */
export function LiveArea({ newCount = 0, className, place = "head", children }: Props) {
  useEffect(watchInteraction, []);
  return (
    <div className={styles.live} data-live-area>
      <div className={className}>{children}</div>
      <div role="status" className={styles.news} data-place={place}>
        {newCount > 0 && (
          <Button size="small" onClick={releaseLists}>
            {newCount} new
          </Button>
        )}
      </div>
    </div>
  );
}
