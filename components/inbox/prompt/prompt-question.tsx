import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "#components/ui/buttons/link.tsx";
import { focusIfLost } from "#components/ui/keys/focus-if-lost.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { Evidence } from "../evidence/prompt-evidence.tsx";
import styles from "./prompt.module.css";
import { PromptForm } from "./prompt-form.tsx";
import type { Holding } from "./use-answer.ts";

type Props = {
  prompt: PromptView;
  holding: Holding;
  /** Shown once nobody can answer any more. */
  afterwards: ReactNode;
  /** The way back to the list, on a narrow screen. */
  back: ReactNode;
  /** The reader has just answered the one before: the keyboard goes on here. */
  isFocused: boolean;
  /** Another one was read before: where the keyboard was in that, it goes on here. */
  isLater: boolean;
  isLocked: boolean;
};

/** One question with its form and the evidence: what ran before, what the values are for, what comes next. */
export function PromptQuestion({ prompt, holding, afterwards, back, isFocused, isLater, isLocked }: Props) {
  const { id, vertex, state, description, pipeline, graph, revision, openedAt } = prompt;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFocused) heading.current?.focus();
    else if (isLater) focusIfLost(heading.current);
  }, [isFocused, isLater]);
  const before = useRef(state);
  useEffect(() => {
    // Somebody else closed it, and its buttons went away: the keyboard stays at this prompt.
    if (before.current !== state && document.activeElement === document.body) heading.current?.focus();
    before.current = state;
  }, [state]);
  return (
    <article className={styles.question} aria-label={`Question of ${vertex}`}>
      <PromptForm
        key={id}
        prompt={prompt}
        afterwards={afterwards}
        holding={holding}
        isLocked={isLocked}
        head={
          <header className={styles.head}>
            {back}
            <h2 ref={heading} tabIndex={-1}>
              <bdi>{vertex}</bdi>
            </h2>
            <p className={styles.quiet}>
              <Link href={`/pipelines/${pipeline.id}?track=${encodeURIComponent(vertex)}`}>
                <bdi>{pipeline.name}</bdi> #{pipeline.id}
              </Link>
              , <bdi>{graph}</bdi>@{revision}, asked <RelativeTime at={openedAt} />
            </p>
            {description !== null && (
              <p>
                <LongText text={description} title={`Description of ${vertex}`} />
              </p>
            )}
          </header>
        }
        evidence={<Evidence prompt={prompt} />}
      />
    </article>
  );
}
