import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { useCommands } from "#components/commands/use-commands.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import type { PromptView } from "#contract/prompts/prompts.ts";
import type { AnswerInput } from "./held/held-answer.ts";
import type { Typed } from "./held/typed.ts";
import type { HeldAnswers } from "./held/use-held-answers.ts";
import { InboxList } from "./inbox-list.tsx";
import { NextPrompt } from "./next-prompt.tsx";
import styles from "./prompt/prompt.module.css";
import { PromptQuestion } from "./prompt/prompt-question.tsx";
import { useReadPrompt } from "./prompt/use-read-prompt.tsx";
import { readingCommands } from "./reading-commands.ts";
import { useGoOn } from "./use-go-on.ts";
import type { Listed } from "./use-inbox-list.ts";

const NARROW = "(max-width: 800px)";

function isNarrow(): boolean {
  return window.matchMedia(NARROW).matches;
}

type Props = {
  answers: HeldAnswers;
  state: InboxItem["state"];
  items: readonly InboxItem[];
  /** What the items are: another filter begins anew. */
  of: string;
  /** How many there are, and what asks for more of them. */
  found: Pick<Listed, "count" | "pages" | "loadMore" | "see">;
  /** The id of the prompt that is being read; null before one is chosen. */
  chosen: number | null;
  onChoose: (id: number | null, history?: "push") => void;
  /** What is said where there is nothing. */
  empty: ReactNode;
  /** What leads to other pages, below the list. */
  pages: ReactNode;
};

/**
 * The prompts, and the one that is being read. That one stays, whoever answers it, until the reader answers it or chooses
 * another. After an answer the next one is read; the answer can be taken back for some seconds.
 */
export function OpenInbox({ answers, state, items, of, found, chosen, onChoose, empty, pages }: Props) {
  const rows = useHeldRows(items, ({ id }) => id, { of, kept: chosen, pages: found.pages });
  const ids = rows.shown.map(({ row }) => row.id);
  const heldIds = new Set([...answers.held, ...answers.sending].map(({ answer }) => answer.id));
  const open = new Set(
    items.filter((item) => item.state === "open" && !heldIds.has(item.id)).map(({ id }) => id),
  );
  const { loadMore } = found;
  const { next, moved, isLater, unlock, goOn } = useGoOn({ ids, open, chosen, onChoose, loadMore });
  const { prompt, error, leftMs } = useReadPrompt(
    chosen,
    next,
    // One that is on a later page is not gone.
    loadMore !== null || items.some(({ id }) => id === chosen),
  );
  const hold = (read: PromptView, answer: AnswerInput, typed: Typed) => {
    answers.hold(read, answer, typed, leftMs());
    goOn();
  };
  useCommands(() => readingCommands(ids, chosen, onChoose, loadMore));
  const first = items[0]?.id ?? null;
  const chooseFirst = useEffectEvent(() => {
    // A narrow screen shows the list or a prompt.
    if (first !== null && !isNarrow()) onChoose(first);
  });
  useEffect(() => {
    if (chosen === null && first !== null) chooseFirst();
  }, [chosen, first]);
  if (ids.length === 0 && chosen === null) return <div className={styles.alone}>{empty}</div>;
  return (
    <div className={styles.inbox} data-reading={chosen !== null || undefined}>
      <InboxList
        // Another list begins at its top.
        key={of}
        state={state}
        items={rows}
        chosen={chosen}
        heldIds={heldIds}
        more={Math.max(0, found.count - items.length)}
        loadMore={loadMore}
        onSee={found.see}
        // On a narrow screen the way back from a prompt is the browser's, too.
        onChoose={(id) => (isNarrow() ? onChoose(id, "push") : onChoose(id))}
        pages={pages}
      />
      <div className={styles.pane} id="question">
        {prompt !== null && (
          <PromptQuestion
            key={`${answers.turn} ${prompt.id}`}
            prompt={prompt}
            holding={{
              hold: (answer, typed) => hold(prompt, answer, typed),
              begin: unlock,
              isHeld: heldIds.has(prompt.id),
              outcome: answers.outcomes.get(prompt.id) ?? null,
            }}
            afterwards={
              // Beside closed prompts nothing is said of open ones: they are not in this list.
              state === "open" && (
                <NextPrompt
                  next={next}
                  isFocused={heldIds.has(prompt.id) || answers.outcomes.has(prompt.id)}
                  onChoose={onChoose}
                />
              )
            }
            back={
              <Button
                look="quiet"
                className={styles.back}
                icon={<ArrowLeft aria-hidden />}
                onClick={() => onChoose(null)}
              >
                All prompts
              </Button>
            }
            isFocused={moved?.to === prompt.id}
            isLater={isLater}
            isLocked={answers.by === null || (moved?.to === prompt.id && moved.isLocked)}
          />
        )}
        {error !== null && <div className={styles.scroll}>{error}</div>}
      </div>
    </div>
  );
}
