"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import { useRunDrawing } from "./drawing/use-run-drawing.ts";
import { RunView } from "./run-view.tsx";

/** One pipeline. The first look is asked for once; from there on the stream says what changes. */
export function RunPage({ id }: { id: number }) {
  const trpc = useTRPC();
  const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 };
  const first = useQuery({ ...trpc.pipelines.show.queryOptions({ id }), ...once });
  const design = useQuery({ ...trpc.pipelines.design.queryOptions({ id }), ...once });
  return (
    <QueryBody query={first} skeleton={<Skeleton height={480} />}>
      {(view) => (
        <QueryBody query={design} skeleton={<Skeleton height={480} />}>
          {({ file }) => <DrawnRun key={id} view={view} file={file} />}
        </QueryBody>
      )}
    </QueryBody>
  );
}

function DrawnRun({ view, file }: { view: PipelineView; file: GraphFileJson }) {
  const drawing = useRunDrawing(file);
  return drawing === null ? <Skeleton height={480} /> : <RunView view={view} drawing={drawing} />;
}
