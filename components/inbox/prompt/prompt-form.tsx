import { type FocusEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useMay } from "#components/api/use-may.ts";
import { Form } from "#components/ui/fields/form.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { ShownValues } from "../evidence/shown-values.tsx";
import { ApprovalPeople } from "./approval-people.tsx";
import { ClosedPrompt } from "./closed-prompt.tsx";
import { DueTime } from "./due-time.tsx";
import { isField, isOwnField, useWrongField } from "./own-field.ts";
import styles from "./prompt.module.css";
import { PromptActions } from "./prompt-actions.tsx";
import { type Holding, useAnswer } from "./use-answer.ts";

type Props = {
  prompt: PromptView;
  onAnswered?: (prompt: PromptView) => void;
  /** Shown once nobody can answer any more. */
  afterwards?: ReactNode;
  /** Stands above the question, and below the form. */
  head?: ReactNode;
  evidence?: ReactNode;
  /** Where answers are held before they are sent: in the inbox, where keys answer. Null: they are sent at once. */
  holding?: Holding | null;
  isLocked?: boolean;
};

/**
 * The question's form. Ctrl and Enter send it from any field. Where a value does not do, its field has the focus. Where
 * somebody else was first, it says who, and what was entered stays.
 */
export function PromptForm({
  prompt: known,
  onAnswered = () => undefined,
  afterwards,
  head,
  evidence,
  holding = null,
  isLocked = false,
}: Props) {
  const answer = useAnswer(known, onAnswered, holding);
  const prompt = answer.taken ?? known;
  const isOpen = prompt.state === "open";
  const isApproval = prompt.approval !== null;
  const { why = null, hasApproved = false } = prompt.approval ?? {};
  const canApprove = why === null && !hasApproved;
  /** A field that is typed in stays, whatever happens to the prompt: else the next letters were keys of the page. */
  const [isInField, setInField] = useState(false);
  const isKept = answer.isUnsent || isInField;
  const onBlur = ({ target }: FocusEvent) => {
    // The window lost the focus, not the field.
    if (document.activeElement !== target) setInField(false);
  };
  const form = useWrongField(answer.refusals);
  const refused = useMay()("answer", prompt.folder);
  const submit = () => {
    if (refused !== null || isLocked) return;
    if (!isApproval) answer.submit();
    else if (canApprove) answer.submit("approve");
  };
  const onSubmit = () => {
    // Enter in a field must not approve anything: that takes its own button.
    if (!isApproval) submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isSent = pressedKey(event) === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat;
    if (isSent && isOwnField(event)) submit();
  };
  return (
    <Form
      ref={form}
      className={styles.form}
      aria-label={`Answer for ${prompt.vertex}`}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        setInField(isField(target));
        if (isField(target)) holding?.begin();
      }}
      onBlur={onBlur}
      noValidate
    >
      <div className={styles.scroll}>
        {head}
        <PromptTitle prompt={prompt} />
        {!isOpen && <ClosedPrompt prompt={prompt} lost={answer.taken === null ? answer.refusedNoun : null} />}
        {prompt.approval !== null && <ApprovalPeople prompt={prompt} approval={prompt.approval} />}
        {!isOpen && afterwards}
        {!isOpen && answer.isUnsent && <p>Your answer was not sent. This is what you entered:</p>}
        {(isOpen || isKept) && (
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
        {isApproval && ((isOpen && why === null) || isKept) && (
          <TextArea
            label="Comment"
            rows={2}
            maxLength={2_000}
            value={answer.comment}
            onChange={({ target }) => answer.setComment(target.value)}
          />
        )}
        {evidence}
      </div>
      {isOpen && why === null && (
        <PromptActions
          isApproval={isApproval}
          canApprove={canApprove}
          refused={refused}
          isBusy={answer.isBusy}
          isLocked={isLocked}
          onAnswer={submit}
          onReject={() => answer.submit("reject")}
          hasKeys={holding !== null}
        />
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
      {prompt.state === "open" && approval?.dueAt && (
        <p className={styles.quiet}>
          Due <DueTime at={approval.dueAt} />
        </p>
      )}
      <ShownValues prompt={prompt} />
    </>
  );
}
