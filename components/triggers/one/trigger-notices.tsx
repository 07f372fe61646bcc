import { Callout } from "#components/ui/states/callout.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";

type Props = { trigger: TriggerView; problems: readonly string[] };

/** Why it does not launch anything now. */
export function TriggerNotices({ trigger: { state }, problems }: Props) {
  return (
    <>
      {problems.length > 0 && (
        <Callout
          tone="bad"
          title="It cannot launch as it is now."
          todo="Something changed since it was saved: edit it, or what it needs."
        >
          <ul>
            {problems.map((problem) => (
              <li key={problem}>
                <bdi>{problem}</bdi>
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {state === "new" && (
        <Callout
          title="It is not published, so it takes no events."
          todo="Publish it once it is as you want it. A test below says what would become of an event."
        />
      )}
      {state === "paused" && <Callout title="It is paused: it takes no events, and senders are told so." />}
      {state === "removed" && (
        <Callout
          title="It is removed: it launches nothing any more."
          kept="What became of its events is kept below. A new trigger may have its name; this page then shows that one."
        />
      )}
    </>
  );
}
