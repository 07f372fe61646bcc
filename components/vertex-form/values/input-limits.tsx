import { valueLines, valuesOfLines } from "#components/draft/text/value-lines.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { isNumberText, numberOf, plainNumberOf } from "#engine/json/exact-number.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import styles from "../inspector.module.css";
import { DraftValueField } from "./draft-value-field.tsx";

const WORDS_HINT = 'One per line. Quotes keep blanks at the ends: " no"';

type Update = (change: { readonly [field: string]: FilePart | undefined }, field?: string) => string | null;

/** What a value must be like, and its default. */
export function InputLimits({ spec, update }: { spec: InputSpec; update: Update }) {
  const words = useDraftText(valueLines(spec.enum ?? []), (text) => {
    const values = valuesOfLines(text);
    return update({ enum: values.length === 0 ? undefined : values }, "allowed values");
  });
  const description = useDraftText(spec.description ?? "", (text) =>
    update({ description: text }, "description"),
  );
  const pattern = useDraftText(spec.pattern ?? "", (text) => update({ pattern: text }, "pattern"));
  const least = useDraftText(String(spec.min ?? ""), (text) => updateNumber(update, "min", text));
  const most = useDraftText(String(spec.max ?? ""), (text) => updateNumber(update, "max", text));
  const hasWords = spec.type === "enum" || spec.enum !== undefined;
  const isNumber = spec.type === "integer" || spec.type === "number";
  const isCounted = ["string", "text", "integer", "number", "list"].includes(spec.type);
  return (
    <>
      {hasWords && <TextArea label="Allowed values" hint={WORDS_HINT} rows={3} isMono {...words} />}
      <DraftValueField
        key={spec.type}
        name="Default"
        spec={spec}
        value={spec.default}
        onValue={(value) => update({ default: value }, "default")}
      />
      <details className={styles.details}>
        <summary>More</summary>
        <TextField
          label="Description"
          hint="Shown beside the field: Where the backup goes."
          {...description}
        />
        {isCounted && (
          <div className={styles.pair}>
            <TextField label={isNumber ? "Minimum" : "Minimum length"} isMono {...least} />
            <TextField label={isNumber ? "Maximum" : "Maximum length"} isMono {...most} />
          </div>
        )}
        {spec.type !== "boolean" && spec.type !== "json" && (
          <TextField
            label="Pattern"
            hint="A regular expression for the whole value: [a-z]+-[0-9]+"
            isMono
            {...pattern}
          />
        )}
      </details>
    </>
  );
}

function updateNumber(update: Update, field: "min" | "max", text: string): string | null {
  if (text.trim() === "") return update({ [field]: undefined }, field);
  if (!isNumberText(text.trim())) return `Enter a number, not ${JSON.stringify(text)}.`;
  const value = numberOf(text.trim());
  // The file's own reader says what it cannot keep: no digit is lost on the way to it.
  return update({ [field]: plainNumberOf(value) ?? value }, field);
}
