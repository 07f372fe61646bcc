import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";

const OUTPUT_OPTIONS = [
  { value: "merged", label: "In the order of writes" },
  { value: "split", label: "stderr marked, in no order" },
];

const FENCE_OPTIONS = [
  { value: "default", label: "Own directory, network" },
  { value: "offline", label: "Own directory, no network" },
  { value: "host", label: "No fence: the whole machine" },
];

/** What a script can reach. */
export function FenceField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["fence"]);
  return (
    <SelectField
      label="Fence"
      options={FENCE_OPTIONS}
      value={spec.fence ?? "default"}
      onValueChange={(value) => void update({ fence: value })}
      hint="What the script can reach. Runs without a fence only where the runner's operator allows it"
    />
  );
}

/** How what a script writes stands in the log. */
export function LogOutputField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["output"]);
  return (
    <SelectField
      label="stdout and stderr in the log"
      hint="Marked: lines of stderr are red, and may stand before or after what was written at the same time."
      options={OUTPUT_OPTIONS}
      value={spec.output ?? "merged"}
      onValueChange={(value) => void update({ output: value })}
    />
  );
}
