import { useState } from "react";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { entryOf } from "#components/values-form/form-field.ts";
import { checkEntry } from "#components/values-form/form-values.ts";
import { ValueField } from "#components/values-form/value-field.tsx";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import styles from "../inspector.module.css";

type Update = (change: { readonly [field: string]: FilePart | undefined }, field?: string) => string | null;

/** What a value must be like, and its default. */
export function InputLimits({ spec, update }: { spec: InputSpec; update: Update }) {
  const words = useDraftText((spec.enum ?? []).join("\n"), (text) =>
    update({ enum: linesOf(text) }, "allowed values"),
  );
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
      {hasWords && <TextArea label="Allowed values" hint="One per line" rows={3} isMono {...words} />}
      <DefaultField key={spec.type} spec={spec} update={update} />
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

/** The default, judged by the one validator; what does not fit stays in the field and out of the draft. */
function DefaultField({ spec, update }: { spec: InputSpec; update: Update }) {
  const [typed, setTyped] = useState<{ readonly entry: string; readonly problem: string | null } | null>(
    null,
  );
  const type = (entry: string) => {
    if (entry.trim() === "") return setTyped({ entry, problem: update({ default: undefined }, "default") });
    const checked = checkEntry(spec, entry);
    setTyped({
      entry,
      problem: checked.ok ? update({ default: checked.value }, "default") : checked.problem,
    });
  };
  const { required: _required, description: _description, default: _default, ...plain } = spec;
  return (
    <ValueField
      field={{ name: "Default", spec: plain }}
      entry={typed?.entry ?? entryOf(spec, spec.default)}
      onEntry={type}
      onLeave={() => setTyped((now) => (now?.problem == null ? null : now))}
      problem={typed?.problem ?? null}
      isDisabled={false}
    />
  );
}

function updateNumber(update: Update, field: "min" | "max", text: string): string | null {
  if (text.trim() === "") return update({ [field]: undefined }, field);
  const value = Number(text);
  return Number.isFinite(value)
    ? update({ [field]: value }, field)
    : `Enter a number, not ${JSON.stringify(text)}.`;
}

function linesOf(text: string): readonly string[] | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const words = lines.filter((line) => line !== "");
  return words.length === 0 ? undefined : words;
}
