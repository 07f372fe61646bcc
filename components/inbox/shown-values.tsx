import type { PromptView } from "#contract/prompts.ts";
import styles from "./prompt.module.css";

/** The values that an approval is about, and that nobody fills in. */
export function ShownValues({ prompt: { shown } }: { prompt: PromptView }) {
  if (shown.length === 0) return null;
  return (
    <dl className={styles.shown} aria-label="Values">
      {shown.map(({ name, spec, prefill }) => (
        <div key={name}>
          <dt title={spec.description}>{name}</dt>
          <dd>{typeof prefill === "string" ? prefill : JSON.stringify(prefill)}</dd>
        </div>
      ))}
    </dl>
  );
}
