import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextArea } from "#components/ui/fields/text-field.tsx";

/** What people should know of a vertex. */
export function DescriptionField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["description"]);
  const description = useDraftText(spec.description ?? "", (text) =>
    update({ description: text }, "description"),
  );
  return (
    <TextArea
      label="Description"
      rows={2}
      hint="What it does and why, for people: Stops the old version on all hosts."
      {...description}
    />
  );
}
