import { useDraftStore } from "#components/draft/draft-context.ts";
import { nameProblem } from "#components/draft/edits/edit-vertices.ts";
import { useSettledText } from "#components/draft/use-settled-text.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";

/** The field that F2 goes to. */
export const NAME_FIELD_ID = "vertex-name";

/** A vertex's name. It is renamed when the field is left, with all its edges. */
export function VertexNameField({ name }: { name: string }) {
  const store = useDraftStore();
  const field = useSettledText(
    name,
    (text) => nameProblem(store.getState().draft.file, text, name),
    (to) => store.getState().edit({ do: "rename", from: name, to }),
  );
  return (
    <div data-field={NAME_FIELD_ID}>
      <TextField label="Vertex name" {...field} />
    </div>
  );
}
