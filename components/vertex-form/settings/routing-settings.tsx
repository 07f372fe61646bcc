import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";

const JOIN_OPTIONS = [
  { value: "all", label: "Every incoming edge, at least one of them taken" },
  { value: "any", label: "The first incoming edge that is taken" },
  { value: "every", label: "Every incoming edge, all of them taken" },
];

const BRANCH_OPTIONS = [
  { value: "", label: "Every matching edge" },
  { value: "some", label: "Every matching edge; fail if none matches" },
  { value: "first", label: "First match; fail if none matches" },
  { value: "one", label: "The only match; fail if none or several match" },
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
          label="Waits for"
          hint="It starts once these edges are decided. The first: it does not wait for the others."
          options={JOIN_OPTIONS}
          value={spec.join ?? "all"}
          onValueChange={(value) => void update({ join: value })}
        />
      )}
      {(!isFinal || spec.branch !== undefined) && (
        <SelectField
          label="Then follow"
          hint="Which outgoing edges go on. First match: a chain of if and else."
          options={BRANCH_OPTIONS}
          value={spec.branch ?? ""}
          onValueChange={(value) => void update({ branch: value === "" ? undefined : value })}
        />
      )}
    </>
  );
}
