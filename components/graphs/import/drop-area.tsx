import styles from "./drop-area.module.css";

/** Shown over the page while a file is dragged over it. */
export function DropArea() {
  return (
    <div className={styles.area} aria-hidden>
      <p className={styles.text}>Drop a graph file or a definition here to import it</p>
    </div>
  );
}
