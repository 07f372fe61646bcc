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

/** Whether a vertex is a final step. */
export function FinalField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["final"]);
  return (
    <SelectField
      label="Final step"
      hint={
        spec.final === undefined
          ? "Runs when all else has ended, such as a cleanup or a notice."
          : "It has no edges. It may read pipeline.state and failures."
      }
      options={FINAL_OPTIONS}
      value={spec.final ?? ""}
      onValueChange={(value) => void update({ final: value === "" ? undefined : value })}
    />
  );
}

/** What a vertex waits for, and which of its edges go on. A final step has no edges. */
export function RoutingSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["final", "join", "branch"]);
  const isFinal = spec.final !== undefined;
  return (
    <>
      {(!isFinal || spec.join !== undefined) && (
        <SelectField
          label="Starts when"
          hint="What its incoming edges must be. Every edge: after all of the branches."
          options={JOIN_OPTIONS}
          value={spec.join ?? "all"}
          onValueChange={(value) => void update({ join: value })}
        />
      )}
      {(!isFinal || spec.branch !== undefined) && (
        <SelectField
          label="At the end"
          hint="Which outgoing edges go on. The first edge: a chain of if and else."
          options={BRANCH_OPTIONS}
          value={spec.branch ?? ""}
          onValueChange={(value) => void update({ branch: value === "" ? undefined : value })}
        />
      )}
    </>
  );
}
