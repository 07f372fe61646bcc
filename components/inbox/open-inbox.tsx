import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useCommands } from "#components/commands/use-commands.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import type { PromptView } from "#contract/prompts/prompts.ts";
import type { AnswerInput } from "./held/held-answer.ts";
import type { Typed } from "./held/typed.ts";
import type { HeldAnswers } from "./held/use-held-answers.ts";
import { InboxList } from "./inbox-list.tsx";
import { nextId } from "./next-id.ts";
import { NextPrompt } from "./next-prompt.tsx";
import styles from "./prompt/prompt.module.css";
import { PromptQuestion } from "./prompt/prompt-question.tsx";
import { useReadPrompt } from "./prompt/use-read-prompt.tsx";
import { readingCommands } from "./reading-commands.ts";

/** A second press that was meant for the prompt before does nothing. */
const LOCK_MS = 500;
const NARROW = "(max-width: 800px)";

type Props = {
  answers: HeldAnswers;
  state: InboxItem["state"];
  items: readonly InboxItem[];
  /** What the items are: another filter begins anew. */
  of: string;
  /** How many there are beside these. */
  more: number;
  /** The id of the prompt that is being read; null before one is chosen. */
  chosen: number | null;
  onChoose: (id: number | null) => void;
  /** What is said where there is nothing. */
  empty: ReactNode;
  /** What leads to other pages, below the list. */
  pages: ReactNode;
};

/**
 * The prompts, and the one that is being read. That one stays, whoever answers it, until the reader answers it or chooses
 * another. After an answer the next one is read; the answer can be taken back for some seconds.
 */
export function OpenInbox({ answers, state, items, of, more, chosen, onChoose, empty, pages }: Props) {
  /** The prompt that the reader came to by an answer, while a press may still be meant for the one before. */
  const [moved, setMoved] = useState<{ readonly to: number; readonly isLocked: boolean } | null>(null);
  const rows = useHeldRows(items, ({ id }) => id, { of, kept: chosen });
  const ids = rows.shown.map(({ row }) => row.id);
  const heldIds = new Set([...answers.held, ...answers.sending].map(({ answer }) => answer.id));
  const open = new Set(
    items.filter((item) => item.state === "open" && !heldIds.has(item.id)).map(({ id }) => id),
  );
  const next = nextId(ids, open, chosen);
  const { prompt, error, leftMs } = useReadPrompt(
    chosen,
    next,
    items.some(({ id }) => id === chosen),
  );
  const go = (to: number | null) => {
    if (to === null) return;
    setMoved({ to, isLocked: true });
    setTimeout(() => setMoved((now) => (now?.to === to ? { to, isLocked: false } : now)), LOCK_MS);
    onChoose(to);
  };
  const hold = (read: PromptView, answer: AnswerInput, typed: Typed) => {
    answers.hold(read, answer, typed, leftMs());
    go(next);
  };
  useCommands(() => readingCommands(ids, chosen, onChoose));
  const first = items[0]?.id ?? null;
  const chooseFirst = useEffectEvent(() => {
    // A narrow screen shows the list or a prompt.
    if (first !== null && !window.matchMedia(NARROW).matches) onChoose(first);
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
        more={more}
        onChoose={onChoose}
        pages={pages}
      />
      <div className={styles.pane} id="question">
        {prompt !== null && (
          <PromptQuestion
            key={`${answers.turn} ${prompt.id}`}
            prompt={prompt}
            holding={{
              hold: (answer, typed) => hold(prompt, answer, typed),
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
            isLocked={answers.by === null || (moved?.to === prompt.id && moved.isLocked)}
          />
        )}
        {error !== null && <div className={styles.scroll}>{error}</div>}
      </div>
    </div>
  );
}
