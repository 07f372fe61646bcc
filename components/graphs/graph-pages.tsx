import { type ComponentProps, useMemo } from "react";
import { PageLinks } from "#components/ui/rows/page-links.tsx";
import { GraphTable } from "./graph-table.tsx";
import { pageOf } from "./read-graphs-query.ts";

type Props = ComponentProps<typeof GraphTable> & {
  isFirst: boolean;
  /** Goes to the page that follows a name; null: to the first one. */
  onTurn: (after: string | null) => void;
};

/** A page of the list of graphs, and the ways to the others. */
export function GraphPages({ graphs, isFirst, onTurn, ...rest }: Props) {
  // The table takes an array for new rows where it is another one.
  const { shown, next } = useMemo(() => pageOf(graphs), [graphs]);
  return (
    <>
      <GraphTable {...rest} graphs={shown} />
      <PageLinks
        first={isFirst ? null : { label: "First page", go: () => onTurn(null) }}
        next={next === null ? null : { label: "Next page", go: () => onTurn(next) }}
      />
    </>
  );
}
