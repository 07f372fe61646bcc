import { countIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { Json } from "#engine/model/graph-content.ts";

/** Whether it runs once for each item of a list, and how many of those at once. */
export function ForeachSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name);
  const { items: list = "", parallel: most } = spec.foreach ?? {};
  const updateForeach = (items: string, parallel: Json | undefined, field: string) =>
    update(
      { foreach: items === "" ? undefined : { items, ...(parallel !== undefined && { parallel }) } },
      field,
    );
  const items = useDraftText(list, (text) => updateForeach(text.trim(), most, "items"));
  const parallel = useDraftText(String(most ?? ""), (text) => updateForeach(list, countIn(text), "parallel"));
  return (
    <>
      <TextField
        label="For each"
        placeholder="Runs once"
        isMono
        hint="A list, one run an item: params.hosts. Inputs read item and index."
        {...items}
      />
      {list !== "" && (
        <TextField label="Items at once" placeholder="All" isMono inputMode="numeric" {...parallel} />
      )}
    </>
  );
}
