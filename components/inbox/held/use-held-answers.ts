import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { keptRequest } from "#client/request-link.ts";
import { useConnection } from "#components/api/connection/connection.ts";
import { useOpenedBy } from "#components/api/connection/opened-by.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { personKey } from "#contract/people/people.ts";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { type AnswerInput, answerNoun, type HeldAnswer, HOLD_MS, sendTime } from "./held-answer.ts";
import { beginFor, heldStore, holdAnswer, keepForLater, noteOutcome, takeToSend } from "./held-store.ts";
import { pageNow } from "./page-clock.ts";
import { forgetTyped, type Typed } from "./typed.ts";

/** The answers of the one who is signed in, and how one is held and sent. */
export type HeldAnswers = ReturnType<typeof useHeldAnswers>;

/**
 * Holds answers for some seconds, so that they can be taken back, and then sends them: also when the page is left. What was
 * given is never lost: it outlives a reload, and it is sent with a request id of its own, so that it counts once. It is
 * sent as that of the person who gave it, or not at all. Once somebody else has signed in than who opened the page, nothing more
 * is held.
 *
 * @param onTaken is told of each answer that the server took.
 */
export function useHeldAnswers(onTaken: (view: PromptView) => void, holdMs = HOLD_MS) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const account = trpc.account.show.queryOptions();
  const { data: signedIn } = useQuery(account);
  const by = signedIn?.personId ?? null;
  const openedBy = useOpenedBy(({ person }) => person);
  const isOther = signedIn !== undefined && openedBy !== null && personKey(signedIn) !== openedBy;
  const state = useStore(heldStore);
  const holder = isOther ? null : state.by;
  const send = async (sent: HeldAnswer) => {
    const { answer, requestId } = sent;
    try {
      const asked = { ...answer, by: sent.by };
      const view = await client.prompts.answer.mutate(asked, keptRequest(requestId, { saysPerson: true }));
      noteOutcome(sent, { is: "taken", view });
      forgetTyped(view.id);
      onTaken(view);
    } catch (error) {
      await noteProblem(sent, error);
    }
    await queries.invalidateQueries(trpc.prompts.pathFilter());
  };
  const noteProblem = async (sent: HeldAnswer, error: unknown) => {
    const noun = answerNoun(sent.answer);
    const { code, title } = shownProblem(error);
    const what = `Your ${noun} of ${sent.vertex} of ${sent.pipeline}`;
    if (code !== "not-signed-in") {
      noteOutcome(sent, { is: "refused", error, noun });
      const todo = "What you entered is kept with the prompt.";
      toast.error({ title: `${what} was not recorded.`, kept: title, todo });
      return;
    }
    keepForLater(sent);
    await queries.refetchQueries({ queryKey: account.queryKey, exact: true });
    const now = queries.getQueryData(account.queryKey)?.personId ?? null;
    // Somebody else does not read what the one before them answered.
    if (now === sent.by)
      toast.error({
        title: `${what} is not sent: you are signed out.`,
        kept: "It is kept in this tab.",
        // This page may be another one by now, and only the inbox sends what is kept.
        todo: "Sign in again, in this tab or another one, and open the inbox in this tab: it is sent then.",
      });
  };
  const sendDue = useEffectEvent((now?: number) => {
    for (const each of takeToSend(now)) void send(each);
  });
  const begin = useEffectEvent((person: number) => {
    for (const each of beginFor(person, pageNow(), holdMs)) void send(each);
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
    if (by !== null) begin(by);
  }, [by]);
  const beginAgain = useEffectEvent(async () => {
    const now = await queries.fetchQuery({ ...account, staleTime: 0 }).catch(() => null);
    // Where somebody else signed in, the effect above begins with their answers.
    if (by !== null && now?.personId === by) begin(by);
  });
  useEffect(
    () =>
      useConnection.subscribe((now, before) => {
        if (before.isSignedOut && !now.isSignedOut) void beginAgain();
      }),
    [],
  );
  const next = state.held[0]?.sendAt ?? null;
  useEffect(() => {
    if (next === null) return;
    const timer = setTimeout(() => sendDue(Math.max(pageNow(), next)), Math.max(0, next - pageNow()));
    return () => clearTimeout(timer);
  }, [next]);
  return {
    ...state,
    /** Who may give an answer here: the one who is signed in, where they opened the page; else null. */
    by: holder,
    /**
     * Holds an answer to a prompt, with what is in its form. It is known who gives it: `by` is not null.
     *
     * @param leftMs how long there is to answer.
     */
    hold: (prompt: PromptView, answer: AnswerInput, typed: Typed, leftMs: number | null) => {
      const now = pageNow();
      if (holder === null) return;
      const sendAt = sendTime(now, leftMs, holdMs);
      const { vertex, pipeline } = prompt;
      const requestId = crypto.randomUUID();
      holdAnswer({ requestId, by: holder, vertex, pipeline: pipeline.name, answer, typed, sendAt });
      if (sendAt < now + holdMs) sendDue(now);
    },
    sendNow: () => sendDue(),
  };
}
