import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { edgeProblem } from "#components/draft/edits/edge-problem.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import { type Pick, PickList } from "./pick-list.tsx";

/** A person reads a few dozen; whoever has more vertices types. */
const MAX_SHOWN = 60;

/** Connecting by keyboard: which vertex should wait for this one. Those that cannot announce why. */
export function ConnectList({ tail, at, onClose }: { tail: string; at: Point; onClose: () => void }) {
  const store = useDraftStore();
  const content = useDraft((state) => state.draft.file.content);
  const { vertices } = content;
  const picksFor = (query: string): readonly Pick[] => {
    const names = [...vertices.keys()].filter(
      (name) => name !== tail && name.toLowerCase().includes(query.toLowerCase()),
    );
    const picks = names.slice(0, MAX_SHOWN).map((head): Pick => {
      const { icon: Icon } = kindViewOf(vertices.get(head));
      return {
        id: head,
        text: head,
        icon: <Icon aria-hidden />,
        problem: edgeProblem(content, { tail, head }),
        pick: () => {
          const { edit, announce } = store.getState();
          if (edit({ do: "connect", edge: { tail, head } }) === null)
            announce(`Connected ${tail} to ${head}.`);
        },
      };
    });
    return picks.sort((one, other) => Number(one.problem != null) - Number(other.problem != null));
  };
  return (
    <PickList
      label={`Connect ${tail} to`}
      placeholder={`Connect ${tail} to…`}
      picksFor={picksFor}
      at={at}
      onClose={onClose}
    />
  );
}
