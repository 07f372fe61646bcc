import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { type FormEntries, firstEntries, readForm } from "#components/values-form/form-values.ts";
import type { PromptView } from "#contract/prompts.ts";

type Typed = { readonly entries: FormEntries; readonly comment: string };

/** What was typed and not sent, by the prompt's id: whoever looks at another prompt meanwhile finds it again. */
const typedBefore = new Map<number, Typed>();

/**
 * The answer to a prompt while it is written. It is sent once, by a person's action only.
 *
 * @param onAnswered is told of the answer that the server took, with the prompt as it is then.
 */
export function useAnswer(prompt: PromptView, onAnswered: (prompt: PromptView) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id } = prompt;
  const [begun] = useState<FormEntries>(() => firstEntries(prompt.fields));
  const [typed, setTyped] = useState<Typed>(() => typedBefore.get(id) ?? { entries: begun, comment: "" });
  const { entries, comment } = typed;
  const type = (more: Partial<Typed>) => {
    const now = { ...typed, ...more };
    typedBefore.set(id, now);
    setTyped(now);
  };
  const [isEager, setIsEager] = useState(false);
  const { values, problems } = readForm(prompt.fields, entries, "problem");
  const answer = useMutation(
    trpc.prompts.answer.mutationOptions({
      onSuccess: (view) => {
        typedBefore.delete(id);
        onAnswered(view);
      },
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
    /** The prompt with this person's answer, once the server took it and it is closed. */
    taken: answer.data === undefined || answer.data.state === "open" ? null : answer.data,
    /** Something was entered that was not taken as the answer. */
    isUnsent:
      !answer.isSuccess &&
      (comment.trim() !== "" || [...entries].some(([name, entry]) => entry !== (begun.get(name) ?? ""))),
    onEntry: (name: string, entry: string) => type({ entries: new Map(entries).set(name, entry) }),
    comment,
    setComment: (text: string) => type({ comment: text }),
    /** @param verdict what is said of an approval; a rejection needs no values. */
    submit: (verdict?: "approve" | "reject") => {
      // Where others have to approve as well, it stays open, and a rejection may follow.
      const isTaken = answer.isSuccess && answer.data.state !== "open";
      if (answer.isPending || isTaken || prompt.state !== "open") return;
      const said = comment.trim() === "" ? {} : { comment: comment.trim() };
      if (verdict === "reject") return answer.mutate({ id, values: {}, verdict, ...said });
      setIsEager(true);
      if (problems.size === 0) answer.mutate({ id, values, ...(verdict && { verdict }), ...said });
    },
  };
}
