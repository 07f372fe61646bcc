import { type ReactNode, useMemo } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useCommands } from "#components/commands/use-commands.ts";
import { AlertSwitch } from "#components/shell/alerts/alert-switch.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import { isFor, type Who } from "#engine/kinds/approval/asked-of.ts";
import { ClosedPages } from "./closed-pages.tsx";
import { placeIn } from "./closed-place.ts";
import { HeldBar } from "./held/held-bar.tsx";
import { takeBack } from "./held/held-store.ts";
import { type HeldAnswers, useHeldAnswers } from "./held/use-held-answers.ts";
import { InboxFilters, STATES } from "./inbox-filters.tsx";
import { NothingForYou } from "./nothing-for-you.tsx";
import { OpenInbox } from "./open-inbox.tsx";
import { answeredText } from "./prompt/answered-text.ts";
import { type Listed, useInboxList } from "./use-inbox-list.ts";

type Props = {
  /** What is looked at: `state`, `who` and the `prompt`. */
  query: ReadonlyMap<string, string>;
  /** Null takes a word away. `push`: the browser's *Back* takes it back. */
  change: (words: Readonly<Record<string, string | null>>, history?: "push") => void;
  /** How long an answer can be taken back, where that is not as long as usual. */
  holdMs?: number;
};

/**
 * Every prompt: open ones by their deadlines, then by age. Opening one never answers it. Answers are held above the lists.
 */
export function Inbox({ query, change, holdMs }: Props) {
  const state = STATES.find((each) => each === query.get("state")) ?? "open";
  const asked = query.get("who");
  const who: Who = asked === "mine" || asked === "groups" ? asked : "all";
  const prompt = query.get("prompt") ?? "";
  const before = state === "open" ? null : placeIn(query.get("before"));
  const { query: list, counts } = useInboxList({ state, who, before });
  const toast = useToast();
  const answers = useHeldAnswers((view) => toast.done(answeredText(view)), holdMs);
  const undo = () => {
    const id = takeBack();
    if (id !== null) change({ state: null, prompt: String(id) });
  };
  useCommands({ "take-back": undo });
  return (
    <>
      <PageHeader title="Inbox" detail={detailOf(counts?.all ?? 0, state)} actions={<AlertSwitch />} />
      <InboxFilters
        state={state}
        onState={(to) => change({ state: to === "open" ? null : to, prompt: null, before: null }, "push")}
        who={who}
        onWho={(to) => change({ who: to === "all" ? null : to, prompt: null }, "push")}
        counts={counts}
        isReading={prompt !== ""}
      />
      <QueryBody query={list} skeleton={<SkeletonLines count={4} label="Loading prompts" />}>
        {(found) => (
          <ListedPrompts
            answers={answers}
            found={found}
            all={counts?.all ?? found.items.length}
            state={state}
            who={who}
            chosen={/^\d{1,15}$/.test(prompt) ? Number(prompt) : null}
            onChoose={(id, history) => change({ prompt: id === null ? null : String(id) }, history)}
            onAll={() => change({ who: null }, "push")}
            page={query.get("before") ?? ""}
            pages={
              <ClosedPages
                next={found.next}
                isFirst={before === null}
                onPage={(to) => change({ before: to, prompt: null }, "push")}
              />
            }
          />
        )}
      </QueryBody>
      <HeldBar held={answers.held} onUndo={undo} onSend={answers.sendNow} />
    </>
  );
}

function detailOf(count: number, state: InboxItem["state"]): string {
  if (state !== "open")
    return `${state === "answered" ? "Answered" : "Withdrawn"} prompts, the last one first.`;
  if (count === 0) return "Questions that a pipeline waits on.";
  return `${count} open. Those with a deadline come first.`;
}

type ListedProps = {
  answers: HeldAnswers;
  found: Listed;
  /** How many there are, whomever they ask. */
  all: number;
  state: InboxItem["state"];
  who: Who;
  chosen: number | null;
  onChoose: (id: number | null, history?: "push") => void;
  onAll: () => void;
  /** Which page of closed prompts this is, and what leads to others. */
  page: string;
  pages: ReactNode;
};

function ListedPrompts({
  answers,
  found,
  all,
  state,
  who,
  chosen,
  onChoose,
  onAll,
  page,
  pages,
}: ListedProps) {
  // Open ones are chosen by the server.
  const shown = useMemo(() => found.items.filter((item) => isFor(who, item.askedOf)), [found, who]);
  const isHidden = shown.length < all;
  return (
    <OpenInbox
      answers={answers}
      state={state}
      items={shown}
      of={`${state} ${who} ${page}`}
      pages={pages}
      found={found}
      chosen={chosen}
      onChoose={onChoose}
      empty={
        isHidden ? (
          <NothingForYou who={who} state={state} count={all} onAll={onAll} pages={pages} />
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
