import { useState } from "react";
import { useCommands } from "#components/commands/use-commands.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { isInDialog } from "#components/ui/keys/is-in-dialog.ts";
import { UngroupDialog } from "./ungroup-dialog.tsx";

/**
 * Asks whether the vertices of a child graph come in the place of the vertex that runs it.
 *
 * @param folder that of the graph.
 */
export function UngroupCommand({ folder }: { folder: string }) {
  const store = useDraftStore();
  const [chosen, setChosen] = useState<string | null>(null);
  useCommands(() => {
    const { draft, selection } = store.getState();
    const [vertex = "", ...others] = selection.vertices;
    const isChild = draft.file.content.vertices.get(vertex)?.graph !== undefined;
    return {
      "ungroup-vertex": {
        run: () => (isInDialog() ? false : setChosen(vertex)),
        refused: isChild && others.length === 0 ? null : "Select one vertex that runs a child graph.",
      },
    };
  });
  return chosen !== null && <UngroupDialog folder={folder} vertex={chosen} onClose={() => setChosen(null)} />;
}
