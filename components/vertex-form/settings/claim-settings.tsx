import { countIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { wordsOf } from "./locks-field.tsx";

/** Which runners may execute a vertex. */
export function LabelsField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["labels"]);
  const labels = useDraftText((spec.labels ?? []).join(", "), (text) =>
    update({ labels: wordsOf(text) }, "labels"),
  );
  return (
    <TextField
      label="Runner labels"
      placeholder="Any runner"
      isMono
      hint="Runs only on runners that have all of these: gpu, linux"
      {...labels}
    />
  );
}

/** How many tracks of a vertex run at once. */
export function LimitField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["limit"]);
  const limit = useDraftText(String(spec.limit ?? ""), (text) => update({ limit: countIn(text) }, "limit"));
  return (
    <TextField
      label="Concurrency limit"
      placeholder="No limit"
      isMono
      inputMode="numeric"
      hint="So many of it run at once, in all pipelines of the graph: 2"
      {...limit}
    />
  );
}

/** Which tracks are claimed first. */
export function PriorityField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["priority"]);
  const priority = useDraftText(String(spec.priority ?? 0), (text) =>
    update({ priority: countIn(text) ?? 0 }, "priority"),
  );
  return (
    <TextField
      label="Priority"
      isMono
      inputMode="numeric"
      hint="Of what is ready, the lower number runs first: -5"
      {...priority}
    />
  );
}
