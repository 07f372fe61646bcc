import { useMemo, useState } from "react";
import { LogLines } from "#client/log/log-lines.ts";
import { TextDiff } from "#components/diff/text-diff.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { type ComparedTrackView, MAX_COMPARED_LINES } from "#contract/pipelines/comparison.ts";
import { removedText } from "#engine/retention/removed-text.ts";
import styles from "./compare.module.css";
import type { Sides } from "./value-differences.tsx";
import { withoutTimes } from "./without-times.ts";

type Log = ComparedTrackView["log"];

/** The ends of two logs, line by line. */
export function LogDifferences({ sides, a, b }: { sides: Sides; a: Log; b: Log }) {
  const [isTimeless, setIsTimeless] = useState(true);
  const [before, after] = useMemo(
    () => [b, a].map((log) => (isTimeless ? withoutTimes(plainText(log.text)) : plainText(log.text))),
    [a, b, isTimeless],
  );
  const isEmpty = a.text === "" && b.text === "";
  const removed = [
    { side: sides.a, log: a },
    { side: sides.b, log: b },
  ].flatMap(({ side, log }) => (log.removedAt === undefined ? [] : [{ side, at: log.removedAt }]));
  return (
    <section className={styles.values} aria-label="Logs">
      <h3>Logs</h3>
      {removed.length > 0 ? (
        removed.map(({ side, at }) => (
          <p key={side} className={styles.quiet}>
            The log of #{side} was {removedText(at)}.
          </p>
        ))
      ) : isEmpty ? (
        <p className={styles.quiet}>Neither has printed anything.</p>
      ) : (
        <>
          <Checkbox
            label="Ignore dates, times and durations"
            checked={isTimeless}
            onCheckedChange={setIsTimeless}
          />
          {(a.isCut || b.isCut) && (
            <p className={styles.quiet}>Of long logs the last {MAX_COMPARED_LINES} lines are compared.</p>
          )}
          {before === after ? (
            <p className={styles.quiet}>No line differs.</p>
          ) : (
            <TextDiff label={`Log: − #${sides.b}, + #${sides.a}`} before={before ?? ""} after={after ?? ""} />
          )}
        </>
      )}
    </section>
  );
}

/** The lines as a terminal would show them, without colours. */
function plainText(text: string): string {
  const lines = new LogLines();
  lines.append([{ seq: 1, stream: "merged", text, at: new Date(0) }]);
  return lines.lines.map((line) => line.text).join("\n");
}
