import { useDraftText } from "#components/draft/use-draft-text.ts";
import { TextArea } from "#components/ui/fields/text-field.tsx";

type Props = { value: string; onUpdate: (text: string) => string | null };

/** A CEL expression that decides whether an edge is taken. */
export function ConditionField({ value, onUpdate }: Props) {
  const field = useDraftText(value, (text) => onUpdate(text.trim()));
  return (
    <TextArea
      label="Expression"
      hint="True or false, in CEL: params.env == 'prod'. Use state or exit to include failures: exit == 3."
      rows={3}
      isMono
      {...field}
    />
  );
}
