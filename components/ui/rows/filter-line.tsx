import type { ReactNode } from "react";
import styles from "./rows.module.css";

/** The fields that narrow a list, side by side. */
export function FilterLine({ children }: { children: ReactNode }) {
  return <search className={styles.filter}>{children}</search>;
}
