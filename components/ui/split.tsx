"use client";

import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import styles from "./split.module.css";

type Props = {
  /** Names what the separator resizes. */
  label: string;
  main: ReactNode;
  side: ReactNode;
  startWidth?: number;
};

const LEAST = 260;
const MOST = 900;
const STEP = 24;

/** A main part and a side panel with a border that is dragged, or moved with the arrow keys. They stack when narrow. */
export function Split({ label, main, side, startWidth = 380 }: Props) {
  const [width, setWidth] = useState(startWidth);
  const resize = (wanted: number) => setWidth(Math.min(MOST, Math.max(LEAST, wanted)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    resize(width + (event.key === "ArrowLeft" ? STEP : -STEP));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0;
    resize(right - event.clientX);
  };
  return (
    <div className={styles.split} style={{ "--side-width": `${width}px` } as CSSProperties}>
      <div className={styles.main}>{main}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that is moved has no element of its own */}
      <div
        className={styles.border}
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
      />
      <div className={styles.side}>{side}</div>
    </div>
  );
}
