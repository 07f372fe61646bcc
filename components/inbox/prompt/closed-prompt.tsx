import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { NamedValues } from "../evidence/shown-values.tsx";
import styles from "./prompt.module.css";

type Props = {
  prompt: PromptView;
  /** What the reader gave and was not recorded, as a noun; null where they gave nothing. */
  lost: string | null;
};

/** What became of a prompt that nobody can answer any more. */
export function ClosedPrompt({ prompt, lost }: Props) {
  return (
    <>
      {lost !== null && (
        <Callout
          tone="warn"
          title={
            <>
              Your {lost} was not recorded:{" "}
              {prompt.state === "withdrawn" ? (
                "the prompt was withdrawn before."
              ) : (
                <>
                  <bdi>{prompt.answeredBy ?? "Somebody"}</bdi> was first, and that answer counts.
                </>
              )}
            </>
          }
        />
      )}
      <Ending prompt={prompt} />
      <Offered prompt={prompt} />
    </>
  );
}

/** What was asked for and is not in the answer, with what its fields began with. */
function Offered({ prompt: { fields, values } }: { prompt: PromptView }) {
  const unanswered = fields.filter(({ name }) => values === null || !Object.hasOwn(values, name));
  if (unanswered.length === 0) return null;
  return (
    <section className={styles.offered} aria-label="What was asked for">
      <p className={styles.quiet}>Asked for, with what the fields began with</p>
      <NamedValues
        label="Asked for"
        values={unanswered.map(({ name, prefill }) => [name, prefill])}
        texts={new Map(unanswered.map(({ name, spec }) => [name, spec.description]))}
      />
    </section>
  );
}

function Ending({ prompt }: { prompt: PromptView }) {
  const { state, answeredBy, closedAt, comment, approval, whyWithdrawn } = prompt;
  const { verdict, ...values } = prompt.values ?? {};
  const action = approval === null ? "answered" : verdict === "reject" ? "rejected" : "approved";
  const when = closedAt !== null && <RelativeTime at={closedAt} />;
  if (state === "withdrawn")
    return (
      <Callout title={<>This prompt was withdrawn {when}: nobody can answer it any more.</>}>
        {whyWithdrawn !== null && (
          <p>
            <LongText text={whyWithdrawn} title="Why it was withdrawn" />
          </p>
        )}
      </Callout>
    );
  return (
    <Callout
      title={
        <>
          <bdi>{answeredBy ?? "Somebody"}</bdi> {action} it {when}.
        </>
      }
    >
      <NamedValues label="Answer" values={Object.entries(values)} />
      {comment !== null && (
        <p>
          <LongText text={comment} title="Comment" />
        </p>
      )}
    </Callout>
  );
}
