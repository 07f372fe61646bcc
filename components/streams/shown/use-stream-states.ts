import { useQueries } from "@tanstack/react-query";
import { unreadText } from "#components/api/choices.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { MAX_ASKED_STREAMS, type StreamState, type StreamView } from "#contract/flow/streams.ts";

const LOOK_MS = 10_000;

/** What is known of a stream now: what its Redis says, or why it could not be asked; undefined while it is asked. */
export type KnownState = (StreamState & { readonly isUnread?: true }) | undefined;

/** What the servers of Redis say of these streams. Each connection is asked by itself, so none waits for another. */
export function useStreamStates(
  streams: readonly Pick<StreamView, "name" | "connection">[],
  everyMs: number = LOOK_MS,
): (name: string) => KnownState {
  const trpc = useTRPC();
  const names = new Map<string, string[]>();
  for (const { name, connection } of streams) {
    const known = names.get(connection);
    if (known === undefined) names.set(connection, [name]);
    else if (known.length < MAX_ASKED_STREAMS) known.push(name);
  }
  const asked = [...names.values()];
  const answers = useQueries({
    queries: asked.map((some) => ({
      ...trpc.streams.states.queryOptions({ names: some }, { trpc: { context: { isAlone: true } } }),
      refetchInterval: everyMs,
    })),
  });
  return (name) => {
    const answer = answers[asked.findIndex((some) => some.includes(name))];
    if (answer?.data !== undefined) return answer.data.find((state) => state.name === name);
    if (answer?.error == null) return undefined;
    const unknown = { length: null, dead: null, readers: [], isUnread: true } as const;
    return { name, ...unknown, problem: unreadText(answer.error, "The state of the stream") };
  };
}
