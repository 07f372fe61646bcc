import { useMemo } from "react";
import styles from "./content-diff-view.module.css";
import { diffedLines } from "./diffed-lines.ts";

/** Two texts line by line; what is the same on both sides and far from any change is left out. */
export function TextDiff({ label, before, after }: { label: string; before: string; after: string }) {
  const lines = useMemo(() => diffedLines(before, after), [before, after]);
  return (
    <figure className={styles.text}>
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <pre className={styles.lines} tabIndex={0}>
        {lines.map(({ id, sign, text }) => (
          <span key={id} className={styles.line} data-sign={sign}>
            {sign} <bdi>{text}</bdi>
          </span>
        ))}
      </pre>
    </figure>
  );
}
