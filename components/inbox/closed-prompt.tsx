import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { PromptView } from "#contract/prompts.ts";
import { NamedValues, ShownValues } from "./shown-values.tsx";

/** What became of a prompt that nobody can answer any more. */
export function ClosedPrompt({ prompt }: { prompt: PromptView }) {
  const { state, answeredBy, closedAt, comment, approval } = prompt;
  const { verdict, ...values } = prompt.values ?? {};
  const action = approval === null ? "answered" : verdict === "reject" ? "rejected" : "approved";
  if (state === "withdrawn")
    return <Callout title="This prompt was withdrawn: the pipeline went on or ended without an answer." />;
  return (
    <Callout
      title={
        <>
          <bdi>{answeredBy ?? "Somebody"}</bdi> {action}{" "}
          {closedAt !== null && (
            <>
              it <RelativeTime at={closedAt} />
            </>
          )}
          .
        </>
      }
    >
      {approval?.title != null && (
        <p>
          <LongText text={approval.title} title="Question" />
        </p>
      )}
      <ShownValues prompt={prompt} />
      <NamedValues label="Answer" values={Object.entries(values)} />
      {comment !== null && (
        <p>
          <LongText text={comment} title="Comment" />
        </p>
      )}
    </Callout>
  );
}
