import { diffLines } from "diff";
import { useMemo } from "react";
import styles from "./content-diff-view.module.css";

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

type Line = { readonly id: number; readonly sign: "+" | "-" | " " | "…"; readonly text: string };

/** How many lines around a change are shown. */
const AROUND = 3;
/** Where more lines than so differ, all of one text are followed by all of the other: to pair them would take too long. */
const MAX_EDITS = 2_000;
/** So many lines are shown. */
const MAX_LINES = 2_000;

/** The lines of both texts in one order, each with its sign. */
function diffedLines(before: string, after: string): readonly Line[] {
  const lines: Line[] = [];
  let left = 0;
  const add = (sign: Line["sign"], text: string) => {
    if (lines.length < MAX_LINES) lines.push({ id: lines.length, sign, text });
    else left += 1;
  };
  const parts = diffLines(before, after, { maxEditLength: MAX_EDITS }) ?? [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
  for (const [place, part] of parts.entries()) {
    const own = part.value.replace(/\n$/, "").split("\n");
    if (part.added || part.removed) for (const text of own) add(part.added ? "+" : "-", text);
    else {
      const head = place === 0 ? 0 : AROUND;
      const tail = place === parts.length - 1 ? 0 : AROUND;
      const isShort = own.length <= head + tail + 1;
      for (const text of isShort ? own : own.slice(0, head)) add(" ", text);
      if (isShort) continue;
      add("…", `${own.length - head - tail} lines are the same`);
      for (const text of tail === 0 ? [] : own.slice(-tail)) add(" ", text);
    }
  }
  if (left > 0) lines.push({ id: lines.length, sign: "…", text: `${left.toLocaleString("en")} more lines` });
  return lines;
}
