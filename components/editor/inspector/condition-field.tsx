import { useDraftText } from "#components/draft/use-draft-text.ts";
import { TextArea } from "#components/ui/fields/text-field.tsx";

type Props = { value: string; onUpdate: (text: string) => string | null };

/** A CEL expression that decides whether an edge is taken. */
export function ConditionField({ value, onUpdate }: Props) {
  const field = useDraftText(value, (text) => onUpdate(text.trim()));
  return (
    <TextArea
      label="Condition"
      hint="True or false, in CEL: outputs.build.count > 3 && params.env == 'prod'. With state or exit it speaks of failures, too: exit == 3."
      rows={3}
      isMono
      {...field}
    />
  );
}
