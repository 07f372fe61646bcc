import type { ReactNode } from "react";
import { shortened } from "../long-text.tsx";
import styles from "./rows.module.css";

/** More of a tooltip than this covers the page. */
const MAX_TOOLTIP = 1_000;

type Props = { children: ReactNode };

/** Lines of a cell, one below the other. */
export function CellLines({ children }: Props) {
  return <div className={styles.lines}>{children}</div>;
}

/** Parts of a cell in one line, as far as there is room. */
export function CellLine({ children }: Props) {
  return <span className={styles.line}>{children}</span>;
}

/** A text of which a row has three lines at most; all of it is its tooltip. */
export function Clamped({ text }: { text: string }) {
  return (
    <bdi className={styles.clamped} title={shortened(text, MAX_TOOLTIP)}>
      {shortened(text)}
    </bdi>
  );
}

/** What is said beside the main thing. */
export function Quiet({ children }: Props) {
  return <span className={styles.quiet}>{children}</span>;
}

/** What a narrow screen shows here, because it has no column for it. */
export function OnNarrow({ children }: Props) {
  return <span className={styles.narrow}>{children}</span>;
}
