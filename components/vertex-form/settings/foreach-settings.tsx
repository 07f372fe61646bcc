import { countIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useLastSetting } from "#components/draft/use-last-setting.ts";
import { useVertex, withChange } from "#components/draft/use-vertex.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import { checkValue } from "#engine/values/input-values.ts";
import { ExpressionField } from "../expressions/expression-field.tsx";
import { ItemLimitSettings } from "./item-limit-settings.tsx";

/** Whether it runs once for each item of a list, and how many of those at once. */
export function ForeachSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["foreach"]);
  const lastForeach = useLastSetting(spec.foreach);
  const { items: list = "", parallel: most, default: usual } = spec.foreach ?? {};
  const updateForeach = (change: { readonly [field: string]: FilePart | undefined }, field: string) => {
    const last = lastForeach();
    const json = last === undefined ? {} : vertexJson({ foreach: last });
    const before = (json["foreach"] ?? {}) as { readonly [key: string]: FilePart };
    const now = withChange({ items: list, ...before }, change);
    return update({ foreach: now["items"] === "" ? undefined : now }, field);
  };
  const items = useDraftText(list, (text) => updateForeach({ items: text.trim() }, "items"));
  const parallel = useDraftText(String(most ?? ""), (text) =>
    updateForeach({ parallel: countIn(text) }, "parallel"),
  );
  const otherwise = useDraftText(usual === undefined ? "" : writeJson(usual), (text) => {
    if (text.trim() === "") return updateForeach({ default: undefined }, "default items");
    const checked = checkValue({ type: "list" }, text);
    return checked.ok ? updateForeach({ default: checked.value }, "default items") : checked.problem;
  });
  return (
    <>
      <ExpressionField
        label="Run for each"
        placeholder="Runs once"
        hint="A list, one run an item: params.hosts. Inputs read item and index."
        place={{ at: "vertex", vertex: name, field: "foreach" }}
        wanted="list"
        {...items}
      />
      {list !== "" && (
        <>
          <TextField
            label="Default items"
            placeholder="None: it fails"
            isMono
            hint={'The list if the expression finds nothing: [], or ["web-1"].'}
            {...otherwise}
          />
          <TextField
            label="Max in parallel"
            placeholder="All"
            isMono
            hint="A number, or an expression: params.width."
            {...parallel}
          />
          <ItemLimitSettings foreach={spec.foreach ?? { items: list }} update={updateForeach} />
        </>
      )}
    </>
  );
}
