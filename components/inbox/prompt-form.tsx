import type { FormEvent, KeyboardEvent } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { PromptView } from "#contract/prompts.ts";
import styles from "./prompt.module.css";
import { ShownValues } from "./shown-values.tsx";
import { useAnswer } from "./use-answer.ts";

type Props = { prompt: PromptView; onAnswered?: (prompt: PromptView) => void };

/** The question's form. Ctrl and Enter send it from any field. */
export function PromptForm({ prompt, onAnswered = () => undefined }: Props) {
  const answer = useAnswer(prompt, onAnswered);
  const isApproval = prompt.approval !== null;
  const submit = () => answer.submit(isApproval ? "approve" : undefined);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a field must not approve anything: that takes its own button.
    if (!isApproval) submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form
      className={styles.form}
      aria-label={`Answer for ${prompt.vertex}`}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      noValidate
    >
      {prompt.approval?.title && <p className={styles.title}>{prompt.approval.title}</p>}
      {prompt.approval?.dueAt && (
        <p className={styles.quiet}>
          Until{" "}
          <time dateTime={prompt.approval.dueAt.toISOString()}>{prompt.approval.dueAt.toLocaleString()}</time>
        </p>
      )}
      <ShownValues prompt={prompt} />
      <ValuesForm
        fields={prompt.fields}
        entries={answer.entries}
        onEntry={answer.onEntry}
        problems={answer.problems}
        isEager={answer.isEager}
        isDisabled={answer.isBusy}
      />
      {answer.error !== null && <ProblemCallout error={answer.error} />}
      {isApproval ? (
        <>
          <TextArea
            label="Comment"
            rows={2}
            maxLength={2_000}
            value={answer.comment}
            onChange={({ target }) => answer.setComment(target.value)}
          />
          <div className={styles.actions}>
            <Button look="primary" isBusy={answer.isBusy} onClick={submit}>
              Approve
            </Button>
            <Button look="danger" isBusy={answer.isBusy} onClick={() => answer.submit("reject")}>
              Reject
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button type="submit" look="primary" isBusy={answer.isBusy}>
            Answer
          </Button>
        </div>
      )}
    </form>
  );
}
