import { useQuery } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PromptById } from "#components/inbox/prompt/prompt-by-id.tsx";
import { PromptThen } from "#components/inbox/prompt/prompt-then.tsx";

/** So many are shown, the newest of that moment. */
const MAX_SHOWN = 20;

type Props = { id: number; vertex: string; at: Date };

/** What a track had asked by a moment of the past: the prompt that was open, and those that were closed before. */
export function PastPrompts({ id, vertex, at }: Props) {
  const asked = useQuery(useTRPC().pipelines.trackPrompts.queryOptions({ id, vertex }));
  if (asked.data === undefined && asked.error !== null) return <ProblemCallout error={asked.error} />;
  const then = (asked.data ?? []).filter(({ openedAt }) => openedAt <= at);
  return then
    .slice(0, MAX_SHOWN)
    .map((prompt) =>
      prompt.closedAt === null || prompt.closedAt > at ? (
        <PromptThen key={prompt.id} id={prompt.id} at={at} />
      ) : (
        <PromptById key={prompt.id} id={prompt.id} />
      ),
    );
}
