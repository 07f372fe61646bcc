import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";

const JOIN_OPTIONS = [
  { value: "all", label: "All edges are decided and at least one is taken" },
  { value: "any", label: "The first edge is taken" },
  { value: "every", label: "Every edge is taken" },
];

const BRANCH_OPTIONS = [
  { value: "", label: "Take every edge whose condition holds" },
  { value: "first", label: "Take the first edge whose condition holds" },
  { value: "one", label: "Take exactly one edge, else fail" },
];

/** What a vertex waits for, and how it goes on. */
export function RoutingSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name);
  return (
    <>
      <SelectField
        label="Starts when"
        options={JOIN_OPTIONS}
        value={spec.join ?? "all"}
        onValueChange={(value) => void update({ join: value })}
      />
      <SelectField
        label="At the end"
        options={BRANCH_OPTIONS}
        value={spec.branch ?? ""}
        onValueChange={(value) => void update({ branch: value === "" ? undefined : value })}
      />
    </>
  );
}
