import { ChevronRight } from "lucide-react";
import styles from "./folds.module.css";

/** A fold as its first row shows it. */
export type RowFold = {
  readonly isOpen: boolean;
  /** How many lines are in it. */
  readonly lines: number;
};

/** Opens and closes the lines below the name of a fold. */
export function FoldButton({ fold: { isOpen, lines }, onFold }: { fold: RowFold; onFold: () => void }) {
  const count = `${lines.toLocaleString("en")} ${lines === 1 ? "line" : "lines"}`;
  return (
    <button
      type="button"
      className={styles.fold}
      aria-expanded={isOpen}
      aria-label={`${isOpen ? "Close" : "Open"} these ${count}`}
      onClick={onFold}
    >
      <ChevronRight aria-hidden data-open={isOpen || undefined} />
      {!isOpen && <span className={styles.count}>{count}</span>}
    </button>
  );
}
