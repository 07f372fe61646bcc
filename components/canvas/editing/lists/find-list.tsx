import { useReactFlow } from "@xyflow/react";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import { useAnnotate } from "../../annotations/use-annotate.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../../layout/card-size.ts";
import { inLane } from "../../layout/final-lane.ts";
import { directionOf } from "../../layout/tidy.ts";
import { type Pick, PickList } from "./pick-list.tsx";
import { searchVertices } from "./search-vertices.ts";

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

/** Selects a vertex, opens the frame that hides it, and brings it into the middle of the view. */
export function useShowVertex(): (name: string) => void {
  const store = useDraftStore();
  const flow = useReactFlow();
  const { openFor } = useAnnotate();
  return (name) => {
    const { file } = store.getState().draft;
    openFor(name);
    const place = inLane(file, directionOf(file)).layout.get(name);
    store.getState().select({ vertices: new Set([name]), edges: new Set() });
    if (place === undefined) return;
    const zoom = Math.max(flow.getZoom(), 0.6);
    void flow.setCenter(place.x + CARD_WIDTH / 2, place.y + CARD_HEIGHT / 2, { zoom, duration: 200 });
  };
}
