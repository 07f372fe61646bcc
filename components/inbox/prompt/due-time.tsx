import { TimeUntil, useNow } from "#components/ui/relative-time.tsx";
import styles from "./prompt.module.css";

/** A deadline that is so near needs somebody now. */
const SOON_MS = 10 * 60_000;

/** How long there is to answer: a countdown, or the time of day where that is an hour away or more. */
export function DueTime({ at }: { at: Date }) {
  const now = useNow();
  const left = now === null ? null : at.getTime() - now;
  if (left !== null && left < 1_000) return <span className={styles.soon}>now</span>;
  return (
    <span className={left !== null && left < SOON_MS ? styles.soon : undefined}>
      <TimeUntil at={at} />
    </span>
  );
}
