import { useMutation, useQuery } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { DeliveryEventView } from "#contract/triggers/triggers.ts";
import { readJson } from "#engine/json/read-json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { SentEvent } from "./sent-event.tsx";
import { TestResult } from "./test-result.tsx";
import { useSend } from "./use-send.ts";

type Props = {
  name: string;
  id: number;
  /** Why nothing may be launched; null where it may. */
  refused: string | null;
  onClose: () => void;
};

/** What came in with a delivery, what would become of it now, and sending it again. */
export function DeliveryDialog({ name, id, refused, onClose }: Props) {
  const trpc = useTRPC();
  const shown = useQuery(trpc.triggers.delivery.queryOptions({ name, id }));
  const test = useMutation(trpc.triggers.test.mutationOptions());
  const send = useSend();
  const cut = shown.data?.isCut === true ? "Only the beginning of it is kept: it is too long." : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={`Delivery ${id}`}
      description="Headers that prove who sent it are not kept."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            refused={refused ?? cut}
            isBusy={test.isPending}
            onClick={() => {
              send.reset();
              test.mutate({ name, delivery: id });
            }}
          >
            Test again
          </Button>
          <Button
            look="primary"
            refused={refused ?? cut ?? send.refused}
            isBusy={send.isPending}
            onClick={() => send.mutate({ name, delivery: id })}
          >
            Send again
          </Button>
        </>
      }
    >
      <QueryBody query={shown} skeleton={<SkeletonLines count={5} label="Loading the delivery" />}>
        {(delivery) => <Event delivery={delivery} />}
      </QueryBody>
      {test.error !== null && <ProblemCallout error={test.error} />}
      {send.error !== null && <ProblemCallout error={send.error} />}
      {test.data !== undefined && <TestResult test={test.data} />}
      {send.data !== undefined && <SentEvent sent={send.data} />}
    </Dialog>
  );
}

function Event({ delivery: { event, isCut } }: { delivery: DeliveryEventView }) {
  return (
    <>
      {isCut && (
        <Callout
          tone="warn"
          title="It is cut: only its first 16,000 characters are kept."
          todo="So it can be neither tested nor sent again from here. Its sender can send it again."
        />
      )}
      <CodeBlock label="what came in" text={isCut ? `${event}…` : indented(event)} isWrapped />
    </>
  );
}

function indented(text: string): string {
  const read = readJson(text);
  return read.ok ? writeJson(read.value, 2) : text;
}
