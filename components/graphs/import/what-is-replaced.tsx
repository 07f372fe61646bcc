import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { GraphSummary } from "#contract/graphs/graphs.ts";

type Props = {
  /** The name in the file; null where the page did not read it. */
  graph: string | null;
  isKnown: boolean;
  /** The graph that has the name. */
  found: GraphSummary | undefined;
};

/** What the import of a graph file makes, and what it replaces. */
export function WhatIsReplaced({ graph, isKnown, found }: Props) {
  const draft = (
    <>It becomes the draft of {graph === null ? "the graph that it names" : <strong>{graph}</strong>}.</>
  );
  if (found !== undefined)
    return (
      <p>
        {draft} There is a graph of that name: its draft, saved <RelativeTime at={found.savedAt} /> by{" "}
        <bdi>{found.savedBy}</bdi>
        {found.hasUnsealedChanges && <strong> and not sealed</strong>}, is replaced. Its revisions stay.
      </p>
    );
  if (graph !== null && isKnown) return <p>{draft} No graph that you may see has that name: it is made.</p>;
  return <p>{draft} If there is a graph of that name, its draft is replaced; its revisions stay.</p>;
}
