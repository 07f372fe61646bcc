import { useQuery } from "@tanstack/react-query";
import { choicesOf } from "#components/api/choices.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { countIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { withChange } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import type { FilePart } from "#engine/shape/file-part.ts";
import type { EndForm } from "./transfer-ends.ts";

type End = Readonly<Record<string, FilePart>>;
type ConnectionFieldProps = {
  readonly label: string;
  readonly kind: string;
  readonly value: string;
  readonly onChoose: (name: string) => void;
};

/** The choice of a connection of one kind. A name that is not stored, or that this person may not see, stays. */
export function ConnectionField({ label, kind, value, onChoose }: ConnectionFieldProps) {
  const list = useQuery(useTRPC().connections.list.queryOptions());
  const { items, unread } = choicesOf(list, "The connections");
  const names = new Set(items.filter((each) => each.kind === kind).map(({ name }) => name));
  if (value !== "") names.add(value);
  return (
    <SelectField
      label={label}
      error={unread}
      value={value}
      options={[...names].sort().map((name) => ({ value: name, label: name }))}
      onValueChange={onChoose}
    />
  );
}

type TransferEndSettingsProps = {
  readonly legend: string;
  readonly forms: Readonly<Record<string, EndForm>>;
  /** Which of the forms it is, and its fields. */
  readonly kind: string;
  readonly end: End;
  readonly onEnd: (kind: string, end: End, field?: string) => string | null;
};

/** The source or the target of a transfer: its kind, its connection and its fields. */
export function TransferEndSettings({ legend, forms, kind, end, onEnd }: TransferEndSettingsProps) {
  const form = forms[kind];
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      <div className={styles.pair}>
        <SelectField
          label="Kind"
          value={kind}
          options={Object.entries(forms).map(([value, { label }]) => ({ value, label }))}
          onValueChange={(chosen) => {
            const { connectionKind = "", beginning = {} } = forms[chosen] ?? {};
            const connection = connectionKind === form?.connectionKind ? end["connection"] : undefined;
            onEnd(chosen, { connection: connection ?? connectionKind, ...beginning });
          }}
        />
        {form !== undefined && (
          <ConnectionField
            label="Connection"
            kind={form.connectionKind}
            value={String(end["connection"] ?? "")}
            onChoose={(connection) => onEnd(kind, { ...end, connection })}
          />
        )}
      </div>
      {form?.fields.map((field) => (
        <EndText
          key={`${kind} ${field.name}`}
          field={field}
          value={String(end[field.name] ?? "")}
          onText={(text) => {
            const value = field.isNumber === true ? countIn(text) : text;
            return onEnd(kind, withChange(end, { [field.name]: value }), `${legend} ${field.name}`);
          }}
        />
      ))}
    </fieldset>
  );
}

function EndText({
  field: { label, placeholder, hint, isLong, isNumber },
  value,
  onText,
}: {
  readonly field: EndForm["fields"][number];
  readonly value: string;
  readonly onText: (text: string) => string | null;
}) {
  const text = useDraftText(value, (typed) => onText(typed.trim()));
  const shared = { label, placeholder, isMono: true, ...(hint !== undefined && { hint }), ...text };
  if (isLong === true) return <TextArea rows={4} {...shared} />;
  return <TextField {...shared} {...(isNumber === true && { inputMode: "numeric" })} />;
}
