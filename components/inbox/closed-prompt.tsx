import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { PromptView } from "#contract/prompts.ts";
import { ShownValues } from "./shown-values.tsx";

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
          {answeredBy ?? "Somebody"} {action}{" "}
          {closedAt !== null && (
            <>
              it <RelativeTime at={closedAt} />
            </>
          )}
          .
        </>
      }
    >
      {approval?.title != null && <p>{approval.title}</p>}
      <ShownValues prompt={prompt} />
      <ul>
        {Object.entries(values).map(([name, value]) => (
          <li key={name}>
            <code>
              {name} = {JSON.stringify(value)}
            </code>
          </li>
        ))}
      </ul>
      {comment !== null && <p>{comment}</p>}
    </Callout>
  );
}
