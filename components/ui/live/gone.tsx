import styles from "./live-area.module.css";

/** Said of a row that left the list while it is still shown. */
export function Gone() {
  return (
    <span className={styles.gone} data-gone-mark>
      No longer listed
    </span>
  );
}
