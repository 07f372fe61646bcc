import styles from "./drop-area.module.css";
import type { Over } from "./use-dropped-files.ts";

const TEXTS: Readonly<Record<Over, string>> = {
  import: "Drop a graph file or a definition here to import it",
  insert: "Drop a graph file to import it, or to insert it here",
  script: "Drop a text file to put its text into the script",
  dialog: "Close the dialog to drop a file",
};

/** Shown over the page while a file is dragged over it. */
export function DropArea({ over }: { over: Over }) {
  return (
    <div className={styles.area} data-over={over} aria-hidden>
      <p className={styles.text}>{TEXTS[over]}</p>
    </div>
  );
}
