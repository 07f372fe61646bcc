import { useMutation, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { LastValues } from "./vertex-test.ts";

type Props = { graph: string; onValues: (last: LastValues) => void };

/** Fills the fields with what the last pipeline of the graph that succeeded had, or else the last one. */
export function LastValuesButton({ graph, onValues }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [isNone, setIsNone] = useState(false);
  const find = useMutation({
    mutationFn: async () => {
      const fresh = { staleTime: 0, gcTime: 0 };
      const list = async (asked: { state?: "succeeded" }) =>
        (
          await queries.fetchQuery({
            ...trpc.pipelines.list.queryOptions({ graph, limit: 1, ...asked }),
            ...fresh,
          })
        ).pipelines[0];
      const last = (await list({ state: "succeeded" })) ?? (await list({}));
      if (last === undefined) return null;
      return queries.fetchQuery({ ...trpc.pipelines.show.queryOptions({ id: last.id }), ...fresh });
    },
    onSuccess: (view) => {
      setIsNone(view === null);
      if (view === null) return;
      onValues({ params: view.params, tracks: view.tracks });
      toast.done(`Filled in the values of pipeline #${view.pipeline.id}.`);
    },
  });
  return (
    <>
      <Button icon={<History aria-hidden />} isBusy={find.isPending} onClick={() => find.mutate()}>
        Last values
      </Button>
      {isNone && <Callout tone="info" title="No pipeline of this graph has run yet." />}
      {find.error !== null && <ProblemCallout error={find.error} />}
    </>
  );
}
