import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { AlertSwitch } from "#components/shell/alerts/alert-switch.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { InboxItem, InboxView } from "#contract/prompts/inbox.ts";
import { ClosedPages } from "./closed-pages.tsx";
import { placeIn } from "./closed-place.ts";
import { HeldBar } from "./held/held-bar.tsx";
import { takeBack } from "./held/held-store.ts";
import { type HeldAnswers, useHeldAnswers } from "./held/use-held-answers.ts";
import { InboxFilters, isFor, STATES, type Who } from "./inbox-filters.tsx";
import { NothingForYou } from "./nothing-for-you.tsx";
import { OpenInbox } from "./open-inbox.tsx";
import { answeredText } from "./prompt/answered-text.ts";

type Props = {
  /** What is looked at: `state`, `who` and the `prompt`. */
  query: ReadonlyMap<string, string>;
  /** Null takes a word away. */
  change: (words: Readonly<Record<string, string | null>>) => void;
  /** How long an answer can be taken back, where that is not as long as usual. */
  holdMs?: number;
};

/**
 * Every prompt: open ones by their deadlines, then by age. Opening one never answers it. Answers are held here, above the
 * lists: to look at another list leaves them as they are.
 */
export function Inbox({ query, change, holdMs }: Props) {
  const state = STATES.find((each) => each === query.get("state")) ?? "open";
  const asked = query.get("who");
  const who: Who = asked === "mine" || asked === "groups" ? asked : "all";
  const prompt = query.get("prompt") ?? "";
  const before = state === "open" ? null : placeIn(query.get("before"));
  const input = { state, ...(before !== null && { before }) };
  const list = useQuery({ ...useTRPC().prompts.inbox.queryOptions(input), ...LIVE });
  const toast = useToast();
  const answers = useHeldAnswers((view) => toast.done(answeredText(view)), holdMs);
  const undo = () => {
    const id = takeBack();
    if (id !== null) change({ state: null, prompt: String(id) });
  };
  useCommands({ "take-back": undo });
  return (
    <>
      <PageHeader title="Inbox" detail={detailOf(list.data, state)} actions={<AlertSwitch />} />
      <InboxFilters
        state={state}
        onState={(to) => change({ state: to === "open" ? null : to, prompt: null, before: null })}
        who={who}
        onWho={(to) => change({ who: to === "all" ? null : to, prompt: null })}
        items={list.data?.items ?? []}
        isReading={prompt !== ""}
      />
      <QueryBody query={list} skeleton={<SkeletonLines count={4} label="Loading prompts" />}>
        {({ items, count, next }) => (
          <Listed
            answers={answers}
            items={items}
            more={state === "open" ? count - items.length : 0}
            state={state}
            who={who}
            chosen={/^\d{1,15}$/.test(prompt) ? Number(prompt) : null}
            onChoose={(id) => change({ prompt: id === null ? null : String(id) })}
            onAll={() => change({ who: null })}
            page={query.get("before") ?? ""}
            pages={
              <ClosedPages
                next={next}
                isFirst={before === null}
                onPage={(to) => change({ before: to, prompt: null })}
              />
            }
          />
        )}
      </QueryBody>
      <HeldBar held={answers.held} onUndo={undo} onSend={answers.sendNow} />
    </>
  );
}

function detailOf(view: InboxView | undefined, state: InboxItem["state"]): string {
  const count = view?.count ?? 0;
  if (state !== "open")
    return `${state === "answered" ? "Answered" : "Withdrawn"} prompts, the last one first.`;
  if (count === 0) return "Questions that a pipeline waits on.";
  return `${count} open. Those with a deadline come first.`;
}

type ListedProps = {
  answers: HeldAnswers;
  items: readonly InboxItem[];
  more: number;
  state: InboxItem["state"];
  who: Who;
  chosen: number | null;
  onChoose: (id: number | null) => void;
  onAll: () => void;
  /** Which page of closed prompts this is, and what leads to others. */
  page: string;
  pages: ReactNode;
};

function Listed({ answers, items, more, state, who, chosen, onChoose, onAll, page, pages }: ListedProps) {
  const shown = useMemo(() => items.filter((item) => isFor(who, item)), [items, who]);
  const isHidden = shown.length < items.length;
  return (
    <OpenInbox
      answers={answers}
      state={state}
      items={shown}
      of={`${state} ${who} ${page}`}
      pages={pages}
      more={more}
      chosen={chosen}
      onChoose={onChoose}
      empty={
        isHidden ? (
          <NothingForYou who={who} listed={items.length} more={more} onAll={onAll} pages={pages} />
        ) : state === "open" ? (
          <EmptyState
            title="Inbox is empty"
            actions={<LinkButton href="/pipelines">Go to pipelines</LinkButton>}
          >
            When a pipeline needs a value or an approval from a person, its prompt is listed here.
          </EmptyState>
        ) : (
          <EmptyState title={`No prompt was ${state}`} actions={pages} />
        )
      }
    />
  );
}
