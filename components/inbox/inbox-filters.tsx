import type { InboxItem } from "#contract/prompts/inbox.ts";
import styles from "./inbox-filters.module.css";

/** Whose prompts are shown: those that ask the reader by name, also those of their groups and roles, or all. */
export type Who = "mine" | "groups" | "all";

export const STATES = ["open", "answered", "withdrawn"] as const;
const STATE_WORDS = { open: "Open", answered: "Answered", withdrawn: "Withdrawn" } as const;
const WHO_WORDS = { mine: "Mine", groups: "My groups", all: "All" } as const;

/** Whether a prompt is shown. */
export function isFor(who: Who, { askedOf }: Pick<InboxItem, "askedOf">): boolean {
  return who === "all" || askedOf === "me" || (who === "groups" && askedOf === "my-group");
}

type Props = {
  state: InboxItem["state"];
  onState: (state: InboxItem["state"]) => void;
  who: Who;
  onWho: (who: Who) => void;
  items: readonly InboxItem[];
  /** A prompt is read: a narrow screen has no room for more. */
  isReading: boolean;
};

/** Which prompts are listed. */
export function InboxFilters({ state, onState, who, onWho, items, isReading }: Props) {
  return (
    <div className={styles.filters} data-reading={isReading || undefined}>
      <Choice label="State" values={STATES} value={state} words={STATE_WORDS} onChange={onState} />
      <Choice
        label="Who is asked"
        values={["all", "groups", "mine"]}
        value={who}
        words={WHO_WORDS}
        onChange={onWho}
        countOf={(each) => items.filter((item) => isFor(each, item)).length}
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
  countOf?: (value: Value) => number;
};

function Choice<Value extends string>({
  label,
  values,
  value,
  words,
  onChange,
  countOf,
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
          {countOf !== undefined && <span className={styles.count}> {countOf(each)}</span>}
        </button>
      ))}
    </fieldset>
  );
}
