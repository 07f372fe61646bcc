import { useState } from "react";
import { useCommands } from "#components/commands/use-commands.ts";
import { useChildIndex } from "#components/draft/child-graphs/child-graphs-context.ts";
import { outdatedIn } from "#components/draft/child-graphs/pin-state.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { ChildGraphsDialog } from "./child-graphs-dialog.tsx";
import { NONE_OUTDATED } from "./outdated-words.ts";

/** Opens the list of child graphs from the command list, also while something is selected. */
export function ChildGraphsCommand() {
  const store = useDraftStore();
  const index = useChildIndex();
  const [isOpen, setIsOpen] = useState(false);
  useCommands(() => ({
    "update-child-graphs": {
      run: () => setIsOpen(true),
      refused: outdatedIn(store.getState().draft.file.content, index).length > 0 ? null : NONE_OUTDATED,
    },
  }));
  return isOpen && <ChildGraphsDialog onClose={() => setIsOpen(false)} />;
}
