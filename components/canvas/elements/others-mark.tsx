import { keysOfNames } from "#components/ui/keys-of-names.ts";
import styles from "./others-mark.module.css";

/** More names than these would cover the cards beside it. */
const MAX_NAMES = 2;

/** The names of others who have a card selected, on its upper edge. */
export function OthersMark({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const shown = names.slice(0, MAX_NAMES);
  const keys = keysOfNames(shown);
  const more = names.length - MAX_NAMES;
  return (
    <span className={styles.mark} title={names.join(", ")}>
      <span className={styles.hidden}>Selected by </span>
      <span className={styles.names}>
        {shown.map((name, place) => (
          <span key={keys[place]}>
            {place > 0 && ", "}
            <bdi>{name}</bdi>
          </span>
        ))}
      </span>
      {more > 0 && <span>+{more}</span>}
    </span>
  );
}
