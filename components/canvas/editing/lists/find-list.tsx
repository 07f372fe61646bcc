import { useDraft } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import { type Pick, PickList } from "./pick-list.tsx";
import { searchVertices } from "./search-vertices.ts";
import { useShowVertex } from "./use-show-vertices.ts";

const MAX_SHOWN = 60;

/** Finds a vertex by its name, script, inputs or description, and brings it into view. */
export function FindList({ at, onClose }: { at: Point; onClose: () => void }) {
  const content = useDraft((store) => store.draft.file.content);
  const show = useShowVertex();
  const picksFor = (query: string): readonly Pick[] =>
    (query === ""
      ? [...content.vertices.keys()].map((vertex) => ({ vertex, where: "name" }))
      : searchVertices(content, query)
    )
      .slice(0, MAX_SHOWN)
      .map(({ vertex, where }) => {
        const { icon: Icon } = kindViewOf(content.vertices.get(vertex));
        const text = where === "name" ? vertex : `${vertex} (${where})`;
        return { id: vertex, text, icon: <Icon aria-hidden />, pick: () => show(vertex) };
      });
  return (
    <PickList
      label="Find"
      placeholder="Find in names, scripts and inputs"
      picksFor={picksFor}
      at={at}
      onClose={onClose}
    />
  );
}
