import type { KeyboardEvent, ReactNode } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { PromptView } from "#contract/prompts.ts";
import { ApprovalPeople } from "./approval-people.tsx";
import { ClosedPrompt } from "./closed-prompt.tsx";
import styles from "./prompt.module.css";
import { ShownValues } from "./shown-values.tsx";
import { useAnswer } from "./use-answer.ts";

type Props = {
  prompt: PromptView;
  onAnswered?: (prompt: PromptView) => void;
  /** Shown once nobody can answer any more. */
  afterwards?: ReactNode;
};

/**
 * The question's form. Ctrl and Enter send it from any field. Where somebody else was first, it says who, and what was
 * entered stays.
 */
export function PromptForm({ prompt: known, onAnswered = () => undefined, afterwards }: Props) {
  const answer = useAnswer(known, onAnswered);
  const prompt = answer.taken ?? known;
  const isOpen = prompt.state === "open";
  const isApproval = prompt.approval !== null;
  const { why = null, hasApproved = false } = prompt.approval ?? {};
  const canApprove = why === null && !hasApproved;
  const refused = useMay()("answer", prompt.folder);
  const submit = () => {
    if (refused !== null) return;
    if (!isApproval) answer.submit();
    else if (canApprove) answer.submit("approve");
  };
  const onSubmit = () => {
    // Enter in a field must not approve anything: that takes its own button.
    if (!isApproval) submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (pressedKey(event) === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) submit();
  };
  return (
    <Form
      className={styles.form}
      aria-label={`Answer for ${prompt.vertex}`}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      noValidate
    >
      {isOpen ? <PromptTitle prompt={prompt} /> : <ClosedPrompt prompt={prompt} />}
      {prompt.approval !== null && <ApprovalPeople prompt={prompt} approval={prompt.approval} />}
      {!isOpen && afterwards}
      {!isOpen && answer.isUnsent && <p>Your answer was not sent. This is what you entered:</p>}
      {(isOpen || answer.isUnsent) && (
        <ValuesForm
          fields={prompt.fields}
          entries={answer.entries}
          onEntry={answer.onEntry}
          problems={answer.problems}
          isEager={isOpen && answer.isEager}
          isDisabled={answer.isBusy}
        />
      )}
      {isOpen && answer.error !== null && <ProblemCallout error={answer.error} />}
      {isApproval && ((isOpen && why === null) || answer.isUnsent) && (
        <TextArea
          label="Comment"
          rows={2}
          maxLength={2_000}
          value={answer.comment}
          onChange={({ target }) => answer.setComment(target.value)}
        />
      )}
      {isOpen && why === null && (
        <div className={styles.actions}>
          {isApproval ? (
            <>
              {canApprove && (
                <Button look="primary" refused={refused} isBusy={answer.isBusy} onClick={submit}>
                  Approve
                </Button>
              )}
              <Button
                look="danger"
                refused={refused}
                isBusy={answer.isBusy}
                onClick={() => answer.submit("reject")}
              >
                Reject
              </Button>
            </>
          ) : (
            <Button type="submit" look="primary" refused={refused} isBusy={answer.isBusy}>
              Answer
            </Button>
          )}
        </div>
      )}
    </Form>
  );
}

/** What an approval is about, and until when. */
function PromptTitle({ prompt }: { prompt: PromptView }) {
  const { approval } = prompt;
  return (
    <>
      {approval?.title && (
        <p className={styles.title}>
          <LongText text={approval.title} title="Question" />
        </p>
      )}
      {approval?.dueAt && (
        <p className={styles.quiet}>
          Until <time dateTime={approval.dueAt.toISOString()}>{approval.dueAt.toLocaleString()}</time>
        </p>
      )}
      <ShownValues prompt={prompt} />
    </>
  );
}
