import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { FindingFix } from "#engine/model/graph-content.ts";
import { edited } from "#engine/placeholders/placeholder-sites.ts";

/** Makes the change that a finding offers. */
export function FixButton({ fix: { label, vertex, field, edits } }: { fix: FindingFix }) {
  const { spec, update } = useVertex(vertex);
  return (
    <Button size="small" onClick={() => void update({ [field]: edited(spec[field] ?? "", edits) })}>
      {label}
    </Button>
  );
}
