import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import type { WorkedLetters } from "#contract/stream-entries.ts";

/** What is to be done with dead letters: with one, or with all that match and are there now. */
export type WorkWanted =
  | { readonly act: "put-back" | "remove"; readonly id: string }
  | { readonly act: "put-back" | "remove"; readonly search: string };

/** What was done; `problem`: why a later request of several failed. */
export type Worked = WorkedLetters & { readonly problem?: unknown };

const NOTHING: WorkedLetters = { done: 0, gone: 0, unfit: 0, isFull: false, next: null };

/**
 * Does it, request by request where there are many.
 *
 * @param onDone gets what was done.
 */
export function useWork(name: string, onDone: (worked: Worked) => void) {
  const trpc = useTRPC();
  const { streams } = useTRPCClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (wanted: WorkWanted): Promise<Worked> => {
      const ask = wanted.act === "put-back" ? streams.putBack : streams.removeDead;
      if ("id" in wanted) return ask.mutate({ name, ids: [wanted.id] });
      const asked = wanted.search === "" ? {} : { search: wanted.search };
      const [newest] = (await streams.entries.query({ name, isDead: true, limit: 1, ...asked })).entries;
      // What cannot be asked is refused in the same words by the next request.
      const upTo = newest?.id ?? "0-1";
      let sum = NOTHING;
      do {
        const from = sum.next === null ? {} : { from: sum.next };
        let more: WorkedLetters;
        try {
          more = await ask.mutate({ name, upTo, ...asked, ...from });
        } catch (problem) {
          // What the requests before it did stays done.
          if (sum.done === 0) throw problem;
          return { ...sum, problem };
        }
        sum = { ...more, done: sum.done + more.done, unfit: sum.unfit + more.unfit };
      } while (sum.next !== null && !sum.isFull);
      return sum;
    },
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(trpc.streams.pathFilter()).then(releaseLists),
  });
}
