import { useDraft } from "#components/draft/draft-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { ExpressionField } from "#components/vertex-form/expressions/expression-field.tsx";
import { readingText } from "#engine/check/readable/reading-text.ts";
import type { OutputSpec } from "#engine/model/graph-content.ts";

type Props = { tail: string; head: string; value: string; onUpdate: (text: string) => string | null };

/** A CEL expression that decides whether an edge is taken. */
export function ConditionField({ tail, head, value, onUpdate }: Props) {
  const outputs = useDraft(({ draft }) => draft.file.content.vertices.get(tail)?.outputs);
  const example = conditionExample(tail, outputs);
  const field = useDraftText(value, (text) => onUpdate(text.trim()));
  return (
    <ExpressionField
      label="Expression"
      hint={`True or false, in CEL: ${example}. Use state or exit to include failures: exit == 3.`}
      place={{ at: "edge", tail, head }}
      wanted="condition"
      {...field}
    />
  );
}

/** A condition as a person would write it here: of the first output that the tail declares, where it declares one. */
function conditionExample(tail: string, outputs: Readonly<Record<string, OutputSpec>> = {}): string {
  const [first] = Object.entries(outputs);
  if (first === undefined) return "params.env == 'prod'";
  const [name, { type }] = first;
  const read = readingText(["outputs", tail, name]);
  if (read === null) return "params.env == 'prod'";
  const test = type === "integer" || type === "number" ? " > 10" : type === "boolean" ? "" : " == 'ok'";
  return `${read}${test}`;
}
