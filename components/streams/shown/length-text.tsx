import { Clamped } from "#components/ui/rows/cells.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import styles from "./shown.module.css";
import { countWords } from "./stream-words.ts";
import type { KnownState } from "./use-stream-states.ts";

type Props = {
  state: KnownState;
  maxLength: number;
  /** The page says elsewhere why its Redis does not answer. */
  isShort?: boolean;
};

/** How full a stream is; or why its Redis does not say. */
export function LengthText({ state, maxLength, isShort = false }: Props) {
  if (state === undefined) return <span className={styles.quiet}>asking…</span>;
  if (state.length === null)
    return (
      <span className={styles.problem}>
        <Badge tone="bad">{state.isUnread ? "Not known" : "Redis away"}</Badge>
        {!isShort && <Clamped text={state.problem ?? ""} />}
      </span>
    );
  const isFull = state.length >= maxLength;
  return (
    <span className={styles.length}>
      {countWords(state.length)} of {countWords(maxLength)}
      {isFull && <Badge tone="warn">Full</Badge>}
    </span>
  );
}
