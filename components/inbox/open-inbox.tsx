import { useEffect, useEffectEvent, useState } from "react";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import type { PromptView } from "#contract/prompts.ts";
import { answeredText } from "./answered-text.ts";
import { InboxList } from "./inbox-list.tsx";
import { NextPrompt } from "./next-prompt.tsx";
import styles from "./prompt.module.css";
import { PromptQuestion } from "./prompt-question.tsx";
import { useInboxKeys } from "./use-inbox-keys.ts";
import { useReadPrompt } from "./use-read-prompt.tsx";

type Props = {
  prompts: readonly PromptView[];
  /** The id of the prompt that is being read; null before one is chosen. */
  chosen: number | null;
  onChoose: (id: number) => void;
};

/**
 * The open prompts, and the one that is being read. That one stays, whoever answers it, until the reader chooses
 * another: an answer can reach no other prompt than the one that was read.
 */
export function OpenInbox({ prompts, chosen, onChoose }: Props) {
  const toast = useToast();
  /** The prompt that this person answered last. */
  const [answered, setAnswered] = useState<number | null>(null);
  const held = useHeldRows(prompts, ({ id }) => id, { kept: chosen });
  const listed = held.shown.map(({ row }) => row);
  useInboxKeys(listed, chosen, onChoose);
  const { prompt, error } = useReadPrompt(listed, prompts, chosen);
  const first = prompts[0]?.id ?? null;
  const chooseFirst = useEffectEvent(() => first !== null && onChoose(first));
  useEffect(() => {
    if (chosen === null && first !== null) chooseFirst();
  }, [chosen, first]);
  if (listed.length === 0 && chosen === null)
    return (
      <EmptyState
        title="No open prompts"
        actions={<LinkButton href="/pipelines">Go to pipelines</LinkButton>}
      >
        When a pipeline needs a value or an approval from a person, its prompt is listed here.
      </EmptyState>
    );
  const onAnswered = (view: PromptView) => {
    setAnswered(view.id);
    toast.done(answeredText(view));
  };
  const next = nextOpen(listed, prompts, chosen);
  return (
    <div className={styles.inbox}>
      <InboxList prompts={held} chosen={chosen} onChoose={onChoose} />
      <div className={styles.pane} id="question">
        {prompt !== null && (
          <PromptQuestion
            key={prompt.id}
            prompt={prompt}
            onAnswered={onAnswered}
            afterwards={<NextPrompt next={next} isFocused={answered === prompt.id} onChoose={onChoose} />}
          />
        )}
        {error}
        <p className={styles.keys}>
          <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>e</kbd> to the form, <kbd>Ctrl Enter</kbd> answer
        </p>
      </div>
    </div>
  );
}

/** The open prompt that follows in the list, else the nearest one before; null where no other one is open. */
function nextOpen(
  listed: readonly PromptView[],
  prompts: readonly PromptView[],
  chosen: number | null,
): number | null {
  const open = new Set(prompts.map(({ id }) => id));
  const place = listed.findIndex(({ id }) => id === chosen);
  const others = [...listed.slice(place + 1), ...listed.slice(0, Math.max(place, 0)).reverse(), ...prompts];
  return others.find(({ id }) => id !== chosen && open.has(id))?.id ?? null;
}
