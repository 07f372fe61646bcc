import { useDraftText } from "#components/draft/use-draft-text.ts";
import { ExpressionField } from "#components/vertex-form/expressions/expression-field.tsx";

type Props = { tail: string; head: string; value: string; onUpdate: (text: string) => string | null };

/** A CEL expression that decides whether an edge is taken. */
export function ConditionField({ tail, head, value, onUpdate }: Props) {
  const field = useDraftText(value, (text) => onUpdate(text.trim()));
  return (
    <ExpressionField
      label="Expression"
      hint="True or false, in CEL: params.env == 'prod'. Use state or exit to include failures: exit == 3."
      place={{ at: "edge", tail, head }}
      wanted="condition"
      {...field}
    />
  );
}
