import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/text-field.tsx";

const JOIN_OPTIONS = [
  { value: "all", label: "all of its edges are decided, one is taken" },
  { value: "any", label: "the first edge is taken" },
  { value: "every", label: "every one of its edges is taken" },
];

const BRANCH_OPTIONS = [
  { value: "", label: "every edge that holds" },
  { value: "first", label: "the first that holds, in the order of the file" },
  { value: "one", label: "exactly one; it fails where two hold" },
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
        onChange={({ target }) => void update({ join: target.value })}
      />
      <SelectField
        label="Goes on by"
        options={BRANCH_OPTIONS}
        value={spec.branch ?? ""}
        onChange={({ target }) => void update({ branch: target.value === "" ? undefined : target.value })}
      />
    </>
  );
}
