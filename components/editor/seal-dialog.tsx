import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { GraphView } from "#contract/graphs.ts";
import type { SealedGraph } from "#contract/revisions.ts";

type Props = { name: string; edit: number; view: GraphView; onClose: () => void };

/** Shows what will be frozen, as it differs from the newest revision, and freezes it. */
export function SealDialog({ name, edit, onClose }: Props) {
  const trpc = useTRPC();
  const [sealed, setSealed] = useState<SealedGraph | null>(null);
  const graph = useQuery(trpc.graphs.show.queryOptions({ name }));
  const seal = useMutation(trpc.graphs.seal.mutationOptions({ onSuccess: setSealed }));
  const latest = graph.data?.revisions[0]?.number ?? null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={`Seal ${name}`}
      description="A sealed revision never changes again. Pipelines run sealed revisions only."
      actions={
        sealed === null ? (
          <>
            <Button onClick={onClose}>Back</Button>
            <Button
              look="primary"
              isBusy={seal.isPending}
              disabled={graph.data === undefined}
              onClick={() => seal.mutate({ name, edit })}
            >
              Seal
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            Close
          </Button>
        )
      }
    >
      {sealed !== null ? (
        <Callout
          title={
            sealed.isNew
              ? `Sealed as revision ${sealed.revision}.`
              : `Nothing changed since revision ${sealed.revision}. No new revision was made.`
          }
        >
          <code>{`${name}@${sealed.digest}`}</code>
        </Callout>
      ) : (
        <QueryBody query={graph} skeleton={<SkeletonLines count={4} label="Loading the differences" />}>
          {() => (latest === null ? <FirstSeal /> : <SinceLast name={name} latest={latest} />)}
        </QueryBody>
      )}
      {seal.error !== null && <ProblemCallout error={seal.error} />}
    </Dialog>
  );
}

function FirstSeal() {
  return <Callout title="This becomes revision 1." />;
}

function SinceLast({ name, latest }: { name: string; latest: number }) {
  const diff = useQuery(useTRPC().graphs.diff.queryOptions({ name, a: latest }));
  return (
    <QueryBody query={diff} skeleton={<SkeletonLines count={4} label="Loading the differences" />}>
      {(answer) => <ContentDiffView diff={answer.diff} before={`revision ${latest}`} after="the draft" />}
    </QueryBody>
  );
}
