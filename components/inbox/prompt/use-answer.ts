import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { type FormEntries, firstEntries, readForm } from "#components/values-form/form-values.ts";
import type { PromptView } from "#contract/prompts/prompts.ts";
import type { AnswerInput } from "../held/held-answer.ts";
import type { Outcome } from "../held/held-store.ts";
import { forgetTyped, keepTyped, type Typed, typedFor } from "../held/typed.ts";

/** Where answers are held before they are sent. */
export type Holding = {
  readonly hold: (answer: AnswerInput, typed: Typed) => void;
  /** Somebody is in a field: what they press from now on is meant for this prompt. */
  readonly begin: () => void;
  /** The answer to this prompt is held or under way. */
  readonly isHeld: boolean;
  readonly outcome: Outcome | null;
};

/**
 * The answer to a prompt while it is written. It is given once, by a person's action only.
 *
 * @param onAnswered is told of the answer that the server took, with the prompt as it is then.
 * @param holding null: it is sent at once.
 */
export function useAnswer(
  prompt: PromptView,
  onAnswered: (prompt: PromptView) => void,
  holding: Holding | null,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id, digest, openedAt } = prompt;
  const [begun] = useState<FormEntries>(() => firstEntries(prompt.fields));
  const [typed, setTyped] = useState<Typed>(() => typedFor(id) ?? { entries: begun, comment: "" });
  const { entries, comment } = typed;
  const type = (more: Partial<Typed>) => {
    const now = { ...typed, ...more };
    keepTyped(id, now);
    setTyped(now);
  };
  /** So often it was not sent since a value did not do: from then on every problem is shown. */
  const [refusals, setRefusals] = useState(0);
  const [noun, setNoun] = useState("answer");
  const { values, problems } = readForm(prompt.fields, entries, "problem");
  const answer = useMutation(
    trpc.prompts.answer.mutationOptions({
      onSuccess: (view) => {
        forgetTyped(id);
        onAnswered(view);
      },
      // Won or lost, what is open has changed.
      onSettled: () => queries.invalidateQueries(trpc.prompts.pathFilter()),
    }),
  );
  const { outcome = null, isHeld = false } = holding ?? {};
  const view = outcome?.is === "taken" ? outcome.view : (answer.data ?? null);
  const taken = view === null || view.state === "open" ? null : view;
  const error = outcome?.is === "refused" ? outcome.error : answer.error;
  const give = (input: AnswerInput) => {
    if (holding === null) answer.mutate(input);
    else holding.hold(input, typed);
  };
  return {
    entries,
    problems,
    isEager: refusals > 0,
    refusals,
    isBusy: answer.isPending || isHeld,
    error,
    /** What this person gave and the server refused, as a noun; null where it refused nothing. */
    refusedNoun: outcome?.is === "refused" ? outcome.noun : answer.error === null ? null : noun,
    /** The prompt with this person's answer, once the server took it and it is closed. */
    taken,
    /** Something was entered that was not taken as the answer. */
    isUnsent:
      view === null &&
      (comment.trim() !== "" || [...entries].some(([name, entry]) => entry !== (begun.get(name) ?? ""))),
    onEntry: (name: string, entry: string) => type({ entries: new Map(entries).set(name, entry) }),
    comment,
    setComment: (text: string) => type({ comment: text }),
    /** @param verdict what is said of an approval; a rejection needs no values. */
    submit: (verdict?: "approve" | "reject") => {
      // Where others have to approve as well, it stays open, and a rejection may follow.
      if (answer.isPending || isHeld || taken !== null || prompt.state !== "open") return;
      const said = {
        digest,
        openedAt: openedAt.getTime(),
        ...(comment.trim() === "" ? {} : { comment: comment.trim() }),
      };
      setNoun(verdict === "approve" ? "approval" : verdict === "reject" ? "rejection" : "answer");
      if (verdict === "reject") return give({ id, values: {}, verdict, ...said });
      if (problems.size > 0) return setRefusals((before) => before + 1);
      give({ id, values, ...(verdict && { verdict }), ...said });
    },
  };
}
