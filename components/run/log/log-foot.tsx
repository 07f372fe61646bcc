import type { ReactNode } from "react";
import { useStore } from "zustand";
import { Link } from "#components/ui/buttons/link.tsx";
import type { LogLines } from "#engine/log/log-lines.ts";
import { removedText } from "#engine/retention/removed-text.ts";
import styles from "./log-panel.module.css";
import type { LogStore } from "./log-store.ts";

type FootProps = {
  id: number;
  lines: LogLines;
  log: LogStore;
  rate: number | null;
  /** How many lines there are while only some are here; null once this is known by the log itself. */
  all: number | null;
  /** What stands here while there is no line. */
  empty: ReactNode;
};

/** What there is to say about a log as a whole. */
export function LogFoot({ id, lines, log, rate, all, empty }: FootProps) {
  const isLoaded = useStore(log, (state) => state.isLoaded);
  const removedAt = useStore(log, (state) => state.removedAt);
  const problem = useStore(log, (state) => state.problem);
  const count = lines.lines.length;
  if (problem !== null)
    return (
      <p className={styles.note} role="alert">
        {problem}
      </p>
    );
  if (all !== null)
    return (
      <p className={styles.foot}>
        <span>{lineCount(all)}</span>
        <span>Loading the others: {count.toLocaleString("en")} are here.</span>
      </p>
    );
  if (removedAt !== null) return <p className={styles.note}>Its output was {removedText(removedAt)}.</p>;
  if (count === 0) return <p className={styles.note}>{isLoaded ? empty : "Loading the log…"}</p>;
  return (
    <p className={styles.foot}>
      <span>{lineCount(lines.dropped + count)}</span>
      {rate !== null && <span>{lineCount(rate)}/s</span>}
      {lines.dropped > 0 && (
        <span>
          The first {lines.dropped.toLocaleString("en")} are not shown here; the download has all of them.
        </span>
      )}
      <Link className={styles.others} href={`/pipelines/${id}/logs`}>
        All logs of this pipeline
      </Link>
    </p>
  );
}

function lineCount(count: number): string {
  return count === 1 ? "1 line" : `${count.toLocaleString("en")} lines`;
}
