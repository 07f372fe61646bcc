import type { PromptView } from "#contract/prompts/prompts.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import styles from "./shown-values.module.css";

/** The values that an approval is about, and that nobody fills in. */
export function ShownValues({ prompt: { shown } }: { prompt: PromptView }) {
  return (
    <NamedValues
      label="Values"
      values={shown.map(({ name, prefill = null }) => [name, prefill])}
      texts={new Map(shown.map(({ name, spec }) => [name, spec.description]))}
    />
  );
}

type Props = {
  label: string;
  /** Undefined: there is no value. */
  values: readonly (readonly [string, Json | undefined])[];
  /** What the values are, by name. */
  texts?: ReadonlyMap<string, string | undefined>;
};

/** Longer values may scroll. */
const MAX_SHORT = 400;

/** Named values as they are, long ones in a part that scrolls; nothing where there are none. */
export function NamedValues({ label, values, texts }: Props) {
  if (values.length === 0) return null;
  return (
    <dl className={styles.shown} aria-label={label}>
      {values.map(([name, value]) => {
        const text = value === undefined ? "" : typeof value === "string" ? value : writeJson(value);
        return (
          <div key={name}>
            <dt title={texts?.get(name)}>
              <bdi>{name}</bdi>
            </dt>
            <dd tabIndex={text.length > MAX_SHORT ? 0 : undefined}>
              {value === undefined ? <em className={styles.none}>no value</em> : <bdi>{text}</bdi>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
