import type { QueryClient } from "@tanstack/react-query";
import { render } from "vitest-browser-react";
import type { Answers } from "#components/api/api-for-test.tsx";
import type { InboxItem, InboxRequest, InboxView } from "#contract/prompts/inbox.ts";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { isFor, type Who } from "#engine/kinds/approval/asked-of.ts";
import type { AnswerInput } from "./held/held-answer.ts";
import { heldStore } from "./held/held-store.ts";
import { forgetAllTyped } from "./held/typed.ts";
import { PageOfInbox } from "./inbox-page-for-test.tsx";
import { itemForTest, promptForTest } from "./prompt/prompt-for-test.ts";

const promptOf = (id: number) => promptForTest({ id, vertex: `gate-${id}` });
/** A row of the inbox whose vertex is named after its id. */
export const itemOf = (id: number) => itemForTest({ id, vertex: `gate-${id}` });

/** The person who is signed in where nobody else is named. */
export const ME = 7;

/** An inbox before a server on which others answer, too. Nothing of an earlier test is held or typed. */
export async function inboxOf(
  start: readonly InboxItem[],
  {
    known = [],
    more = {},
    page = 500,
  }: { readonly known?: readonly PromptView[]; readonly more?: Answers; readonly page?: number } = {},
) {
  heldStore.setState(heldStore.getInitialState());
  forgetAllTyped();
  const server = { items: start, personId: ME };
  const sent: unknown[] = [];
  const asked: { readonly cursor: number | null; readonly until: number | null }[] = [];
  const views = new Map(known.map((view) => [view.id, view]));
  const viewOf = (id: number) => views.get(id) ?? promptOf(id);
  const close = (id: number, as: Partial<PromptView>) => {
    const view = { ...viewOf(id), closedAt: new Date(), ...as };
    views.set(id, view);
    return view;
  };
  const answers: Answers = {
    "account.show": () => ({
      who: "person",
      personId: server.personId,
      name: "me",
      email: null,
      rights: { grants: [{ folder: "", role: "admin" }] },
    }),
    "prompts.inbox": (input) => {
      const { state, who = "all", cursor, until } = input as InboxRequest;
      asked.push({ cursor: cursor?.id ?? null, until: until?.id ?? null });
      const forWhom = (some: Who) =>
        state === "open" ? server.items.filter(({ askedOf }) => isFor(some, askedOf)) : [];
      const all = forWhom(who);
      const behind = cursor ? all.filter(({ id }) => id > cursor.id) : all;
      // The ids of those in the tests follow each other, as their places do.
      const covered = until ? behind.filter(({ id }) => id <= until.id) : behind;
      const items = covered.slice(0, until ? 2 * page : page);
      const last = items.length < covered.length ? items.at(-1) : undefined;
      return {
        items,
        count: all.length,
        counts:
          state === "open"
            ? { all: forWhom("all").length, groups: forWhom("groups").length, mine: forWhom("mine").length }
            : null,
        next: last === undefined ? (until ?? null) : { id: last.id, at: new Date(0) },
      } satisfies InboxView;
    },
    "prompts.show": (input) => viewOf((input as { id: number }).id),
    "prompts.evidence": () => ({ before: [], beforeCount: 0, next: [], nextCount: 0, lastApproved: null }),
    "prompts.answer": (input) => {
      const { digest: _digest, openedAt: _openedAt, ...answer } = input as AnswerInput;
      sent.push(answer);
      return close(answer.id, {
        state: "answered",
        answeredBy: "me",
        values: answer.verdict === undefined ? {} : { verdict: answer.verdict },
      });
    },
    ...more,
  };
  const found: { queries: QueryClient | null; back: (() => void) | null } = { queries: null, back: null };
  const onQueries = (queries: QueryClient) => {
    found.queries = queries;
  };
  const onBack = (back: () => void) => {
    found.back = back;
  };
  const screen = await render(<PageOfInbox answers={answers} onQueries={onQueries} onBack={onBack} />);
  return {
    screen,
    sent,
    /** Which pages were asked for, by the ids of their places. */
    asked,
    close,
    form: (vertex: string) => screen.getByRole("form", { name: `Answer for ${vertex}` }),
    approve: screen.getByRole("button", { name: "Approve" }),
    /** The browser's *Back*, which leaves the inbox from its first entry. */
    back: () => found.back?.(),
    undo: screen.getByRole("button", { name: "Undo" }),
    sendNow: screen.getByRole("button", { name: "Send now" }),
    /** The server has these open prompts now, and the page asks for what changed. */
    refresh: async (items: readonly InboxItem[]) => {
      server.items = items;
      await found.queries?.invalidateQueries();
    },
    /** Somebody else is signed in now, and the page finds out. */
    signIn: async (personId: number) => {
      server.personId = personId;
      await found.queries?.invalidateQueries();
    },
  };
}
