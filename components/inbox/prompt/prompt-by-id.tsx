import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import styles from "./prompt.module.css";
import { PromptForm } from "./prompt-form.tsx";

/** A prompt beside the track that it is about. */
export function PromptById({ id }: { id: number }) {
  const prompt = useQuery(useTRPC().prompts.show.queryOptions({ id }));
  return (
    <section className={styles.box} aria-label="Prompt" tabIndex={-1}>
      <QueryBody query={prompt} skeleton={<SkeletonLines count={3} label="Loading the prompt" />}>
        {(view) => <PromptForm key={id} prompt={view} />}
      </QueryBody>
    </section>
  );
}
