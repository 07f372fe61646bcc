import { useDraft } from "#components/draft/draft-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { ExpressionField } from "#components/vertex-form/expressions/expression-field.tsx";
import { readingText } from "#engine/check/readable/reading-text.ts";
import { writtenOutputs } from "#engine/check/readable/written-outputs.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";

type Props = { tail: string; head: string; value: string; onUpdate: (text: string) => string | null };

/** A CEL expression that decides whether an edge is taken. */
export function ConditionField({ tail, head, value, onUpdate }: Props) {
  const spec = useDraft(({ draft }) => draft.file.content.vertices.get(tail));
  const example = conditionExample(tail, spec);
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

/** A condition as a person would write it here: of the first output that the tail declares, or else writes, where there is one. */
function conditionExample(tail: string, spec: VertexSpec = {}): string {
  const [written] = writtenOutputs(spec);
  const [first] = Object.entries(spec.outputs ?? {});
  const name = first?.[0] ?? written;
  const read = name === undefined ? null : readingText(["outputs", tail, name]);
  if (read === null) return "params.env == 'prod'";
  const type = first?.[1].type ?? "string";
  const test = type === "integer" || type === "number" ? " > 10" : type === "boolean" ? "" : " == 'ok'";
  return `${read}${test}`;
}
