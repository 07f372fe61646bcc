import { type FormEvent, type KeyboardEvent, useRef } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/button.tsx";
import type { PromptView } from "#contract/prompts.ts";
import styles from "./prompt.module.css";
import { useAnswer } from "./use-answer.ts";
import { ValuesForm } from "./values-form.tsx";

type Props = { prompt: PromptView; onAnswered?: (prompt: PromptView) => void };

/** The question's form. Ctrl and Enter send it from any field. */
export function PromptForm({ prompt, onAnswered = () => undefined }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const answer = useAnswer(prompt, onAnswered);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    answer.submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) answer.submit();
  };
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={`Answer for ${prompt.vertex}`}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      noValidate
    >
      <ValuesForm
        fields={prompt.fields}
        entries={answer.entries}
        onEntry={answer.onEntry}
        problems={answer.problems}
        isEager={answer.isEager}
        isDisabled={answer.isBusy}
      />
      {answer.error !== null && <ProblemCallout error={answer.error} />}
      <div>
        <Button type="submit" look="primary" isBusy={answer.isBusy}>
          Answer
        </Button>
      </div>
    </form>
  );
}
