"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { LatePart } from "#components/api/connection/late-part.tsx";
import { shownPart } from "#components/api/connection/shown-part.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { headed } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { nextTask } from "#components/ui/next-task.ts";
import { Skeleton } from "#components/ui/states/skeleton.tsx";

/** What draws a run begins in parts, so that clicks are answered in between: the kinds, the canvas, and the rest. */
const DrawnRun = dynamic(
  () =>
    shownPart(async () => {
      await import("#components/kinds/kind-views.ts");
      await nextTask();
      await import("#components/canvas/graph-canvas.tsx");
      await nextTask();
      return (await import("./drawn-run.tsx")).DrawnRun;
    }),
  { loading: () => <LatePart height={480} /> },
);

/** One pipeline. The first look is asked for once; from there on the stream says what changes. */
export function RunPage({ id }: { id: number }) {
  const trpc = useTRPC();
  const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 };
  const first = useQuery({ ...trpc.pipelines.show.queryOptions({ id }), ...once });
  const design = useQuery({ ...trpc.pipelines.design.queryOptions({ id }), ...once });
  const page = {
    skeleton: <Skeleton height={480} />,
    around: headed(`Pipeline ${id}`),
    elsewhere: (
      <LinkButton size="small" href="/pipelines">
        All pipelines
      </LinkButton>
    ),
  };
  return (
    <QueryBody query={first} {...page}>
      {(view) => (
        <QueryBody query={design} {...page}>
          {({ file }) => <DrawnRun key={id} view={view} file={file} />}
        </QueryBody>
      )}
    </QueryBody>
  );
}
