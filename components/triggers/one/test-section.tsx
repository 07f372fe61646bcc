import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card } from "#components/ui/facts/card.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { SentEvent } from "./sent-event.tsx";
import styles from "./test.module.css";
import { TestResult } from "./test-result.tsx";
import { useSend } from "./use-send.ts";

/** What would become of an event that a person makes up; it can also be sent. */
export function TestSection({ trigger: { name, kind, folder } }: { trigger: TriggerView }) {
  const trpc = useTRPC();
  const [event, setEvent] = useState(TRIGGER_KINDS[kind].example);
  const refused = useMay()("launch", folder);
  const test = useMutation(trpc.triggers.test.mutationOptions());
  const send = useSend();
  const names = Object.keys(TRIGGER_KINDS[kind].names).join(", ");
  return (
    <Card title="Try an event">
      <Form
        className={styles.try}
        aria-label="Try an event"
        onSubmit={() => {
          send.reset();
          test.mutate({ name, event });
        }}
      >
        <TextArea
          label="Event"
          isMono
          rows={6}
          value={event}
          hint={`JSON with ${names}. A test launches nothing; an event that came is tested from its row above.`}
          onChange={({ target }) => {
            test.reset();
            send.reset();
            setEvent(target.value);
          }}
        />
        <div className={styles.actions}>
          <Button
            refused={refused ?? send.refused}
            isBusy={send.isPending}
            onClick={() => send.mutate({ name, event })}
          >
            Send it
          </Button>
          <Button type="submit" look="primary" refused={refused} isBusy={test.isPending}>
            Test
          </Button>
        </div>
      </Form>
      {test.error !== null && <ProblemCallout error={test.error} />}
      {send.error !== null && <ProblemCallout error={send.error} />}
      {test.data !== undefined && <TestResult test={test.data} />}
      {send.data !== undefined && <SentEvent sent={send.data} />}
    </Card>
  );
}
