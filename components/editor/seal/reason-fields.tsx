import { TriangleAlert } from "lucide-react";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { MAX_REASON } from "#contract/graphs/revisions.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { MAX_FIELDS, type ReasonEntries, warningKey } from "./reason-entries.ts";
import styles from "./reason-fields.module.css";

type Props = {
  warnings: readonly Finding[];
  entries: ReasonEntries;
  onEntries: (entries: ReasonEntries) => void;
};

/** Each warning that the draft is sealed over, with the reason why. */
export function ReasonFields({ warnings, entries, onEntries }: Props) {
  if (warnings.length === 0) return null;
  const shown = warnings.slice(0, MAX_FIELDS);
  const hidden = warnings.length - shown.length;
  return (
    <fieldset className={styles.reasons}>
      <legend>
        {warnings.length === 1 ? "1 warning stays" : `${warnings.length.toLocaleString("en")} warnings stay`}.
        Why is that right?
      </legend>
      {warnings.length > 1 && (
        <TextField
          label="Reason for all that have none of their own"
          maxLength={MAX_REASON}
          value={entries.others}
          onChange={({ target }) => onEntries({ ...entries, others: target.value })}
        />
      )}
      <ul className={styles.list}>
        {shown.map(({ code, text }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two warnings may say the same, and then share their reason
          <li key={place} className={styles.warning}>
            <p>
              <TriangleAlert aria-hidden />{" "}
              <bdi>
                <CodeText>{text}</CodeText>
              </bdi>{" "}
              <code className={styles.rule}>{code}</code>
            </p>
            <TextField
              label={
                <span>
                  Reason
                  <span className="visually-hidden">
                    {` for ${code}${warnings.length === 1 ? "" : `, warning ${place + 1}`}`}
                  </span>
                </span>
              }
              maxLength={MAX_REASON}
              value={entries.own.get(warningKey({ code, text })) ?? ""}
              onChange={({ target }) =>
                onEntries({
                  ...entries,
                  own: new Map(entries.own).set(warningKey({ code, text }), target.value),
                })
              }
            />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className={styles.more}>
          {hidden.toLocaleString("en")} more have no field here: the reason for all stands for them.
        </p>
      )}
    </fieldset>
  );
}
