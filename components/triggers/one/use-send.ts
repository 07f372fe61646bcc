import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";

/** Gives a trigger an event by hand. */
export function useSend() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.triggers.send.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.triggers.pathFilter()),
    }),
  );
}
