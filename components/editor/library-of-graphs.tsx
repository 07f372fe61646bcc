import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useFoundGraphs } from "#components/api/graphs/use-graphs.ts";
import { LibraryContext } from "#components/canvas/editing/adding/library.ts";

type Props = {
  /** The graph that is edited. */
  own: string;
  children: ReactNode;
};

/** Gives the canvas the sealed graphs that a vertex of this graph can run, as they are searched for. */
export function LibraryOfGraphs({ own, children }: Props) {
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
