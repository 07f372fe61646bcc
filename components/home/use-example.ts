"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { useGoWhileShown } from "#components/ui/live/use-go-while-shown.ts";

/**
 * Makes the example graph, launches it and goes to its run.
 *
 * @returns the action, whether it is under way, and what went wrong with the last try.
 */
export function useExample(folder: string): { launch: () => void; isBusy: boolean; error: unknown } {
  const trpc = useTRPC();
  const goTo = useGoWhileShown();
  const launch = useMutation(
    trpc.pipelines.launch.mutationOptions({ onSuccess: ({ id }) => goTo(`/pipelines/${id}`) }),
  );
  const create = useMutation(
    trpc.graphs.createExample.mutationOptions({ onSuccess: ({ name }) => launch.mutate({ graph: name }) }),
  );
  return {
    launch: () => create.mutate({ folder }),
    // Until the other page is there, the button must take no second press.
    isBusy: create.isPending || launch.isPending || launch.isSuccess,
    error: create.error ?? launch.error,
  };
}
