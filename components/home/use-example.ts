"use client";

import { useMutation } from "@tanstack/react-query";
import { useRenewGraphLists } from "#components/api/graphs/use-renew-graph-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";

/**
 * Makes the example graph and launches it.
 *
 * @param onLaunched told its pipeline, also where the first page has a graph by then and shows something else.
 * @returns the action, whether it is under way, and what went wrong with the last try.
 */
export function useExample(
  folder: string,
  onLaunched: (pipeline: number) => void,
): { launch: () => void; isBusy: boolean; error: unknown } {
  const trpc = useTRPC();
  const renewLists = useRenewGraphLists();
  const launch = useMutation(
    trpc.pipelines.launch.mutationOptions({ onSuccess: ({ id }) => onLaunched(id) }),
  );
  const create = useMutation(
    trpc.graphs.createExample.mutationOptions({
      onSuccess: ({ name }) => {
        renewLists();
        launch.mutate({ graph: name });
      },
    }),
  );
  return {
    launch: () => create.mutate({ folder }),
    // Until the other page is there, the button must take no second press.
    isBusy: create.isPending || launch.isPending || launch.isSuccess,
    error: create.error ?? launch.error,
  };
}
