import { useMemo, useState } from "react";
import type { GraphView } from "#contract/graphs/graphs.ts";

/**
 * A graph as it was opened, in the folder where it is by now: who may do what follows the folder. Dialogs fetch the graph
 * again, which must not replace the draft while a person edits it, and the newest save says the folder, too: either of the
 * two may be the first to know of a move.
 *
 * @param shown the folder of the graph as it was fetched last. @param newest the one that came with the newest save.
 */
export function useViewNow(opened: GraphView, shown: string, newest: string): GraphView {
  const [last, setLast] = useState({ shown, newest, folder: shown });
  const isOther = last.shown !== shown || last.newest !== newest;
  const folder = !isOther ? last.folder : last.newest === newest ? shown : newest;
  if (isOther) setLast({ shown, newest, folder });
  return useMemo(() => ({ ...opened, folder }), [opened, folder]);
}
