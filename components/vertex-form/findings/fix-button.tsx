import { useDraftStore } from "#components/draft/draft-context.ts";
import { withInput } from "#components/draft/edits/input-edits.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { inputJson } from "#engine/graph-file/graph-file-json.ts";
import type { FindingFix } from "#engine/model/graph-content.ts";
import { edited } from "#engine/placeholders/sites/placeholder-sites.ts";

/** Makes the change that a finding offers. */
export function FixButton({ fix }: { fix: FindingFix }) {
  const head = fix.vertex ?? "";
  const { spec, update } = useVertex(head);
  const store = useDraftStore();
  const change = () => {
    switch (fix.change) {
      case "tidy":
        return store.getState().edit({ do: "tidy", fix });
      case "todo":
        return store.getState().edit({ do: "todo-done", vertex: fix.vertex, todo: fix.todo });
      case "text":
        return update({ [fix.field]: edited(spec[fix.field] ?? "", fix.edits) });
      case "input":
        return update({ inputs: withInput(spec.inputs ?? {}, fix.name, inputJson(fix.input)) });
      case "interpreter":
        return update({ interpreter: fix.interpreter });
      case "remove-value":
        return store.getState().edit({ do: "remove-value", fix });
      case "timer":
        return store.getState().edit({ do: "set-timer", edge: { tail: fix.tail, head }, after: fix.after });
      case "remove-edges":
        return store
          .getState()
          .edit({ do: "remove", vertices: [], edges: fix.tails.map((tail) => ({ tail, head })) });
    }
  };
  return (
    <Button size="small" onClick={() => void change()}>
      {fix.label}
    </Button>
  );
}
