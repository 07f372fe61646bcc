import { useMemo, useState } from "react";
import { TextDiff } from "#components/diff/text-diff.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { type ComparedTrackView, MAX_COMPARED_LINES } from "#contract/pipelines/comparison.ts";
import { LogLines } from "#engine/log/log-lines.ts";
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
  const absent = [
    { side: sides.a, why: absenceOf(a) },
    { side: sides.b, why: absenceOf(b) },
  ].filter(({ why }) => why !== null);
  return (
    <section className={styles.values} aria-label="Logs">
      <h3>Logs</h3>
      {absent.length > 0 ? (
        absent.map(({ side, why }) => (
          <p key={side} className={styles.quiet}>
            #{side}: {why}
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

/** Why there is nothing to compare; null where there is. */
function absenceOf({ removedAt, problem }: Log): string | null {
  return problem ?? (removedAt === undefined ? null : `The log was ${removedText(removedAt)}.`);
}

/** The lines as a terminal would show them, without colours. */
function plainText(text: string): string {
  const lines = new LogLines();
  lines.append([{ seq: 1, stream: "merged", text, at: new Date(0) }]);
  return lines.lines.map((line) => line.text).join("\n");
}
