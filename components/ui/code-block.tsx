import { CopyButton } from "./buttons/copy-button.tsx";
import styles from "./code-block.module.css";

type Props = {
  text: string;
  label: string;
  /** It is prose: long lines are wrapped. */
  isWrapped?: boolean;
};

/** A script or a value, as it is. */
export function CodeBlock({ text, label, isWrapped = false }: Props) {
  return (
    <figure className={styles.block} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <pre className={styles.text} data-wrapped={isWrapped || undefined} tabIndex={0}>
        {text}
      </pre>
      <div className={styles.copy}>
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
    </figure>
  );
}
