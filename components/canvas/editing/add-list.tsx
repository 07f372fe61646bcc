import { StickyNote, Terminal } from "lucide-react";
import { useDraft } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { nameProblem } from "#components/draft/edits/edit-vertices.ts";
import { KIND_VIEWS } from "#components/kinds/kind-views.ts";
import { useAnnotate } from "../annotations/use-annotate.ts";
import { type Pick, PickList } from "./lists/pick-list.tsx";
import { useNewVertex } from "./use-new-vertex.ts";

/** Every way to begin a vertex, of every kind. */
const ADDITIONS = Object.values(KIND_VIEWS).flatMap(({ icon, additions }) =>
  additions.map(({ label, words = "", spec }) => ({
    icon,
    label,
    spec,
    searched: `${label} ${words}`.toLowerCase(),
  })),
);

/** The list that a double click on the empty canvas opens: what to add there, and under which name. */
export function AddList({ screen, at, onClose }: { screen: Point; at: Point; onClose: () => void }) {
  const file = useDraft((store) => store.draft.file);
  const { add } = useNewVertex();
  const { addNote } = useAnnotate();
  const picksFor = (query: string): readonly Pick[] => {
    const wanted = query.toLowerCase();
    const fitting = ADDITIONS.filter(({ searched }) => searched.includes(wanted)).map(
      ({ icon: Icon, label, spec }): Pick => ({
        id: label,
        text: label,
        icon: <Icon aria-hidden />,
        pick: () => void add({ at, spec }),
      }),
    );
    const note: Pick = {
      id: "note",
      text: "Note",
      icon: <StickyNote aria-hidden />,
      pick: () => void addNote(at),
    };
    if ("note text comment".includes(wanted)) fitting.push(note);
    if (query === "") return fitting;
    const named: Pick = {
      id: "named",
      text: `Script named “${query}”`,
      icon: <Terminal aria-hidden />,
      problem: nameProblem(file, query),
      pick: () => void add({ at, name: query }),
    };
    return [...fitting, named];
  };
  return (
    <PickList
      label="Add a vertex"
      placeholder="Kind, or a name for the new vertex"
      picksFor={picksFor}
      at={screen}
      onClose={onClose}
    />
  );
}
