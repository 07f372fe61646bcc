import { shortened } from "#components/ui/long-text.tsx";
import type { EntryText, StreamEntry } from "#contract/stream-entries.ts";
import { countWords } from "../shown/stream-words.ts";
import styles from "./one.module.css";

const MAX_LINE = 120;

/** A text of Redis in a line; bytes that are none are said to be so. */
export function ShortText({ text: { text, isText, isCut, bytes } }: { text: EntryText }) {
  if (!isText) return <>{countWords(bytes)} bytes that are no text</>;
  const short = shortened(text, MAX_LINE);
  return (
    <bdi>
      {short}
      {isCut && !short.endsWith("…") && "…"}
    </bdi>
  );
}

/** The first fields of an entry. */
export function FieldsLine({ entry: { fields, fieldCount } }: { entry: StreamEntry }) {
  const shown = fields.slice(0, 6);
  return (
    <span className={styles.fields}>
      {shown.map(({ name, value }, at) => (
        // Two fields may have one name.
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields of an entry never change
        <span key={at}>
          <b>
            <ShortText text={name} />
          </b>{" "}
          <ShortText text={value} />
          {at < shown.length - 1 && ", "}
        </span>
      ))}
      {fieldCount > shown.length && `, ${countWords(fieldCount - shown.length)} more fields`}
    </span>
  );
}
