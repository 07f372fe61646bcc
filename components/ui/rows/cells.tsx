import type { ReactNode } from "react";
import styles from "./rows.module.css";

type Props = { children: ReactNode };

/** Lines of a cell, one below the other. */
export function CellLines({ children }: Props) {
  return <div className={styles.lines}>{children}</div>;
}

/** Parts of a cell in one line, as far as there is room. */
export function CellLine({ children }: Props) {
  return <span className={styles.line}>{children}</span>;
}

/** What is said beside the main thing. */
export function Quiet({ children }: Props) {
  return <span className={styles.quiet}>{children}</span>;
}

/** What a narrow screen shows here, because it has no column for it. */
export function OnNarrow({ children }: Props) {
  return <span className={styles.narrow}>{children}</span>;
}
