import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";

/** Why an event that was sent is not sent again at once: a double press would launch two pipelines. */
const SENT = "It was sent. To send it once more, test it first.";

/** Gives a trigger an event by hand. `refused`: why it is not sent again; null where it may be sent. */
export function useSend() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const send = useMutation(
    trpc.triggers.send.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.triggers.pathFilter()),
    }),
  );
  return { ...send, refused: send.isSuccess ? SENT : null };
}
