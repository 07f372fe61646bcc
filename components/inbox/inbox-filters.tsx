import type { InboxItem, InboxView } from "#contract/prompts/inbox.ts";
import type { Who } from "#engine/kinds/approval/asked-of.ts";
import styles from "./inbox-filters.module.css";

export const STATES = ["open", "answered", "withdrawn"] as const;
const STATE_WORDS = { open: "Open", answered: "Answered", withdrawn: "Withdrawn" } as const;
const WHO_WORDS = { mine: "Mine", groups: "My groups", all: "All" } as const;

type Props = {
  state: InboxItem["state"];
  onState: (state: InboxItem["state"]) => void;
  who: Who;
  onWho: (who: Who) => void;
  counts: InboxView["counts"];
  /** A prompt is read: a narrow screen has no room for more. */
  isReading: boolean;
};

/** Which prompts are listed. */
export function InboxFilters({ state, onState, who, onWho, counts, isReading }: Props) {
  return (
    <div className={styles.filters} data-reading={isReading || undefined}>
      <Choice label="State" values={STATES} value={state} words={STATE_WORDS} onChange={onState} />
      <Choice
        label="Who is asked"
        values={["all", "groups", "mine"]}
        value={who}
        words={WHO_WORDS}
        onChange={onWho}
        counts={counts}
      />
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  values: readonly Value[];
  value: Value;
  words: Readonly<Record<Value, string>>;
  onChange: (value: Value) => void;
  counts?: Readonly<Record<Value, number>> | null;
};

function Choice<Value extends string>({
  label,
  values,
  value,
  words,
  onChange,
  counts = null,
}: ChoiceProps<Value>) {
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{label}</legend>
      {values.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.option}
          aria-pressed={each === value}
          onClick={() => onChange(each)}
        >
          {words[each]}
          {counts !== null && <span className={styles.count}> {counts[each]}</span>}
        </button>
      ))}
    </fieldset>
  );
}
