import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { keptRequest } from "#client/request-link.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { PromptView } from "#contract/prompts.ts";
import { type AnswerInput, answerNoun, type HeldAnswer, HOLD_MS, sendTime } from "./held-answer.ts";
import { heldStore, holdAnswer, noteOutcome, takeLeft, takeToSend } from "./held-store.ts";

/**
 * Holds answers for some seconds, so that they can be taken back, and then sends them: also when the page is left. What was
 * given is never lost: it outlives a reload, and it is sent with a request id of its own, so that it counts once.
 *
 * @param onTaken is told of each answer that the server took.
 */
export function useHeldAnswers(onTaken: (view: PromptView) => void) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const account = useQuery({ ...trpc.account.show.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const by = account.data === undefined ? null : `${account.data.name} ${account.data.email ?? ""}`;
  const state = useStore(heldStore);
  const send = async (sent: HeldAnswer) => {
    try {
      const view = await client.prompts.answer.mutate(sent.answer, keptRequest(sent.requestId));
      noteOutcome(sent, { is: "taken", view });
      onTaken(view);
    } catch (error) {
      const noun = answerNoun(sent.answer);
      noteOutcome(sent, { is: "refused", error, noun });
      const { title } = shownProblem(error);
      toast.error({
        title: `Your ${noun} of ${sent.vertex} of ${sent.pipeline} was not recorded.`,
        kept: title,
        todo: "What you entered is kept with the prompt.",
      });
    }
    await queries.invalidateQueries(trpc.prompts.pathFilter());
  };
  const sendDue = useEffectEvent((now?: number) => {
    for (const each of takeToSend(now)) void send(each);
  });
  const sendLeft = useEffectEvent((person: string) => {
    for (const each of takeLeft(person)) void send(each);
  });
  useEffect(() => {
    const leave = () => sendDue();
    const hide = () => document.visibilityState === "hidden" && sendDue();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hide);
      leave();
    };
  }, []);
  useEffect(() => {
    if (by !== null) sendLeft(by);
  }, [by]);
  const next = state.held[0]?.sendAt ?? null;
  useEffect(() => {
    if (next === null) return;
    const timer = setTimeout(() => sendDue(Math.max(Date.now(), next)), Math.max(0, next - Date.now()));
    return () => clearTimeout(timer);
  }, [next]);
  return {
    ...state,
    hold: (prompt: PromptView, answer: AnswerInput) => {
      const now = Date.now();
      const sendAt = sendTime(now, prompt.approval?.dueAt ?? null);
      const { vertex, pipeline } = prompt;
      const requestId = crypto.randomUUID();
      holdAnswer({ requestId, by: by ?? "", vertex, pipeline: pipeline.name, answer, sendAt });
      if (sendAt < now + HOLD_MS) sendDue(now);
    },
    sendNow: () => sendDue(),
  };
}
