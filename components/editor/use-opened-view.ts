import { useMemo, useState } from "react";
import type { GraphView } from "#contract/graphs/graphs.ts";

/**
 * A graph as it was opened (`opened`), and the same in the folder where it is by now (`view`). Dialogs fetch the graph again;
 * that must not replace the draft while a person edits it, but who may do what follows the folder.
 */
export function useOpenedView(now: GraphView): { readonly opened: GraphView; readonly view: GraphView } {
  const [opened] = useState(now);
  const { folder } = now;
  return useMemo(() => ({ opened, view: { ...opened, folder } }), [opened, folder]);
}
