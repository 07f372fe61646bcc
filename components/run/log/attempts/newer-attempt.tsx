import { Button } from "#components/ui/buttons/button.tsx";
import styles from "../log-panel.module.css";
import type { ShownAttempt } from "./use-shown-attempt.ts";

type Props = { vertex: string; shown: ShownAttempt; onAttempt: (number: number) => void };

/** Says that a newer attempt than the shown one has begun: nobody is taken away from what they read. */
export function NewerAttempt({ vertex, shown: { number, newest }, onAttempt }: Props) {
  const isOlder = number > 0 && newest > number;
  return (
    <div role="status" aria-label="Newer attempt">
      {isOlder && (
        <p className={styles.notice}>
          <span>
            This is attempt {number} of {vertex}. The newest is attempt {newest}.
          </span>
          <Button size="small" onClick={() => onAttempt(newest)}>
            Show attempt {newest}
          </Button>
        </p>
      )}
    </div>
  );
}

/** In place of a log: why the attempt that the address names cannot be shown. */
export function NoSuchAttempt({ vertex, shown: { problem, newest }, onAttempt }: Props) {
  return (
    <div className={styles.note}>
      <p role="alert">
        {vertex}: {problem}
      </p>
      {newest > 0 && (
        <Button size="small" onClick={() => onAttempt(newest)}>
          Show attempt {newest}
        </Button>
      )}
    </div>
  );
}
