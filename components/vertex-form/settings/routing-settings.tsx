import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";

const JOIN_OPTIONS = [
  { value: "all", label: "All edges are decided and at least one is taken" },
  { value: "any", label: "The first edge is taken" },
  { value: "every", label: "Every edge is taken" },
];

const BRANCH_OPTIONS = [
  { value: "", label: "Take every edge whose condition holds" },
  { value: "some", label: "Take every edge whose condition holds; fail if none does" },
  { value: "first", label: "Take the first edge whose condition holds; fail if none does" },
  { value: "one", label: "Take exactly one edge, else fail" },
];

const FINAL_OPTIONS = [
  { value: "", label: "No" },
  { value: "always", label: "Always, after everything else" },
  { value: "failed", label: "Only after a failure" },
  { value: "succeeded", label: "Only after a success" },
];

/** What a vertex waits for, and how it goes on; or that it is a final step. */
export function RoutingSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name);
  const isFinal = spec.final !== undefined;
  return (
    <>
      <SelectField
        label="Final step"
        hint={isFinal ? "It has no edges. It may read pipeline.state and failures." : null}
        options={FINAL_OPTIONS}
        value={spec.final ?? ""}
        onValueChange={(value) => void update({ final: value === "" ? undefined : value })}
      />
      {(!isFinal || spec.join !== undefined) && (
        <SelectField
          label="Starts when"
          options={JOIN_OPTIONS}
          value={spec.join ?? "all"}
          onValueChange={(value) => void update({ join: value })}
        />
      )}
      {(!isFinal || spec.branch !== undefined) && (
        <SelectField
          label="At the end"
          options={BRANCH_OPTIONS}
          value={spec.branch ?? ""}
          onValueChange={(value) => void update({ branch: value === "" ? undefined : value })}
        />
      )}
    </>
  );
}
