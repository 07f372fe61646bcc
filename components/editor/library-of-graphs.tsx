import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useFoundGraphs } from "#components/api/graphs/use-graphs.ts";
import { LibraryContext } from "#components/canvas/editing/adding/library.ts";
import { useDraft } from "#components/draft/draft-context.ts";

/** Gives the canvas the sealed graphs that a vertex of this graph can run, as they are searched for. */
export function LibraryOfGraphs({ children }: { children: ReactNode }) {
  // Not the name at the opening: the graph may be renamed meanwhile.
  const own = useDraft(({ draft }) => draft.file.content.name);
  const [text, setText] = useState<string | null>(null);
  const find = useCallback((wanted: string) => setText(wanted), []);
  const found = useFoundGraphs(text ?? "", { isSealed: true, isWanted: text !== null }).graphs;
  const library = useMemo(() => {
    const graphs = found.flatMap(({ name, latest }) =>
      // A graph that runs itself would never end.
      latest === null || name === own ? [] : [{ name, revision: latest.number }],
    );
    return { graphs, find };
  }, [found, own, find]);
  return <LibraryContext value={library}>{children}</LibraryContext>;
}
