import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { type FormEntries, firstEntries, readForm } from "#components/values-form/form-values.ts";
import type { PromptView } from "#contract/prompts.ts";

/**
 * The answer to a prompt while it is written. It is sent once, by a person's action only.
 *
 * @param onAnswered is told of the answer that the server took.
 */
export function useAnswer(prompt: PromptView, onAnswered: (prompt: PromptView) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [entries, setEntries] = useState<FormEntries>(() => firstEntries(prompt.fields));
  const [isEager, setIsEager] = useState(false);
  const [comment, setComment] = useState("");
  const { values, problems } = readForm(prompt.fields, entries, "problem");
  const answer = useMutation(
    trpc.prompts.answer.mutationOptions({
      onSuccess: onAnswered,
      // Won or lost, what is open has changed.
      onSettled: () => queries.invalidateQueries(trpc.prompts.pathFilter()),
    }),
  );
  return {
    entries,
    problems,
    isEager,
    isBusy: answer.isPending,
    error: answer.error,
    onEntry: (name: string, entry: string) => setEntries(new Map(entries).set(name, entry)),
    comment,
    setComment,
    /** @param verdict what is said of an approval; a rejection needs no values. */
    submit: (verdict?: "approve" | "reject") => {
      if (answer.isPending) return;
      const said = comment.trim() === "" ? {} : { comment: comment.trim() };
      if (verdict === "reject") return answer.mutate({ id: prompt.id, values: {}, verdict, ...said });
      setIsEager(true);
      if (problems.size === 0) answer.mutate({ id: prompt.id, values, ...(verdict && { verdict }), ...said });
    },
  };
}
