import { CopyButton } from "./buttons/copy-button.tsx";
import styles from "./code-block.module.css";

/** A script or a value, as it is. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <figure className={styles.block} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
      <div className={styles.copy}>
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
    </figure>
  );
}
