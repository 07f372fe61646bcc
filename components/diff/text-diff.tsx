import { useMemo, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import styles from "./content-diff-view.module.css";
import { diffedLines } from "./diffed-lines.ts";

/** Of many texts with thousands of lines each, elements for all of them would hold up the page. */
const AT_FIRST = 200;
const MORE = 500;

type Props = {
  label: string;
  before: string;
  after: string;
  /** Where more lines differ, those of one text follow those of the other. */
  maxEdits?: number;
};

/** Two texts line by line; what is the same on both sides and far from any change is left out. */
export function TextDiff({ label, before, after, maxEdits }: Props) {
  const lines = useMemo(() => diffedLines(before, after, maxEdits), [before, after, maxEdits]);
  const [shown, setShown] = useState(AT_FIRST);
  const left = lines.length - shown;
  return (
    <figure className={styles.text}>
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <pre className={styles.lines} tabIndex={0}>
        {lines.slice(0, shown).map(({ id, sign, text }) => (
          <span key={id} className={styles.line} data-sign={sign}>
            {sign} <bdi>{text}</bdi>
          </span>
        ))}
      </pre>
      {left > 0 && (
        <Button size="small" onClick={() => setShown((now) => now + MORE)}>
          {`Show more (${left.toLocaleString("en")} lines left)`}
        </Button>
      )}
    </figure>
  );
}
