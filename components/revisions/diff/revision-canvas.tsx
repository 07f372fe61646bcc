import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { usePlacing } from "#components/canvas/layout/use-placing.ts";
import type { Side } from "#components/draft/diff-address.ts";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import { DiffCanvas } from "./diff-canvas.tsx";

type Words = Omit<ComponentProps<typeof DiffCanvas>, "a" | "b">;
type Props = Words & { name: string; a: Side; b: Side };

/** Two revisions of a graph, or one and the draft, as one drawing. */
export function RevisionCanvas({ name, a, b, ...words }: Props) {
  const trpc = useTRPC();
  const one = useQuery(trpc.graphs.show.queryOptions({ name, ...(a !== "draft" && { revision: a }) }));
  const other = useQuery(trpc.graphs.show.queryOptions({ name, ...(b !== "draft" && { revision: b }) }));
  const skeleton = <Skeleton height={480} />;
  return (
    <QueryBody query={one} skeleton={skeleton}>
      {(from) => (
        <QueryBody query={other} skeleton={skeleton}>
          {(to) => <Placed a={from.file} b={to.file} {...words} />}
        </QueryBody>
      )}
    </QueryBody>
  );
}

/** Shown once the vertices of both have places. */
function Placed({ a, b, ...words }: Words & { a: GraphFileJson; b: GraphFileJson }) {
  const isPlacing = [usePlacing(a), usePlacing(b)].some((share) => share !== null);
  if (isPlacing) return <Skeleton height={480} />;
  return <DiffCanvas a={placedFile(a)} b={placedFile(b)} {...words} />;
}
