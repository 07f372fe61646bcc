import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { keysOf } from "#components/commands/command-table.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { LaunchDialog } from "#components/launch/launch-dialog.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { MAX_NOTE, type SealedGraph } from "#contract/graphs/revisions.ts";
import { warningsOf } from "#engine/check/warning-reasons.ts";
import { givenReasons, NO_REASONS, withoutReason } from "./reason-entries.ts";
import { ReasonFields } from "./reason-fields.tsx";
import { SealedActions } from "./sealed-actions.tsx";
import { SealedNote } from "./sealed-note.tsx";

type Props = {
  name: string;
  folder: string;
  onClose: () => void;
  /** Told once it is sealed. */
  onSealed?: (sealed: SealedGraph) => void;
  /** It is a step of other work: once it is sealed, the main button goes back to that, and launches nothing. */
  isStep?: boolean;
};

/** What is shown stays as it was when the dialog opened: it is what gets sealed, or nothing is. */
const AS_OPENED = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** Shows what will be frozen, as it differs from the newest revision, asks for a note and for reasons, and freezes it. */
export function SealDialog({ name, folder, onClose, onSealed, isStep = false }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const form = useId();
  const refusedLaunch = useMay()("launch", folder);
  const [sealed, setSealed] = useState<SealedGraph | null>(null);
  const [isLaunching, setIsLaunching] = useState(false);
  const [note, setNote] = useState("");
  const [entries, setEntries] = useState(NO_REASONS);
  const graph = useQuery({ ...trpc.graphs.show.queryOptions({ name }), ...AS_OPENED });
  const latest = graph.data?.revisions[0]?.number ?? null;
  const diff = useQuery({
    ...trpc.graphs.diff.queryOptions({ name, a: latest ?? undefined }),
    ...AS_OPENED,
    enabled: latest !== null,
  });
  const seal = useMutation(
    trpc.graphs.seal.mutationOptions({
      onSuccess: (done) => {
        setSealed(done);
        onSealed?.(done);
        void queries.invalidateQueries(trpc.revisions.pathFilter());
      },
      // Somebody may have saved meanwhile: what is new must be seen before it is sealed.
      onError: () => void queries.invalidateQueries(trpc.graphs.pathFilter()),
    }),
  );
  const warnings = warningsOf(graph.data?.findings ?? []);
  const missing = withoutReason(warnings, entries);
  if (sealed !== null && isLaunching)
    return <LaunchDialog graph={name} revision={sealed.revision} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      isTyped={sealed === null && (note !== "" || entries !== NO_REASONS)}
      onClose={onClose}
      underWay={seal.isPending}
      size="large"
      title={`Seal ${name}`}
      description="A sealed revision never changes again. Pipelines run sealed revisions only."
      actions={
        sealed === null ? (
          <>
            <BackButton onClick={onClose} />
            <Button
              type="submit"
              form={form}
              look="primary"
              isBusy={seal.isPending}
              disabled={graph.data === undefined || (latest !== null && diff.data === undefined)}
            >
              {missing === 0 ? "Seal" : "Seal without a reason"}
            </Button>
          </>
        ) : (
          <SealedActions
            sealed={sealed}
            refused={refusedLaunch}
            isStep={isStep}
            onClose={onClose}
            onLaunch={() => setIsLaunching(true)}
          />
        )
      }
    >
      {sealed !== null ? (
        <SealedNote sealed={sealed} />
      ) : (
        <QueryBody query={graph} skeleton={<SkeletonLines count={4} label="Loading the differences" />}>
          {(shown) => (
            <>
              <Form
                id={form}
                noValidate
                onSubmit={() => {
                  if (seal.isPending) return;
                  const reasons = givenReasons(warnings, entries);
                  // The older of the two that are shown: where somebody saved in between, the server refuses it.
                  const edit = Math.min(shown.edit, diff.data?.edit ?? shown.edit);
                  seal.mutate({ name, edit, note, reasons });
                }}
              >
                <TextArea
                  label="Note"
                  hint={`What is new, in the list of revisions. It is no part of what is sealed. ${keysOf("confirm-dialog")} seals.`}
                  rows={2}
                  maxLength={MAX_NOTE}
                  value={note}
                  onChange={({ target }) => setNote(target.value)}
                />
                <ReasonFields warnings={warnings} entries={entries} onEntries={setEntries} />
              </Form>
              {latest === null ? (
                <Callout title="This becomes revision 1." />
              ) : (
                <QueryBody
                  query={diff}
                  skeleton={<SkeletonLines count={4} label="Loading the differences" />}
                >
                  {(answer) => (
                    <ContentDiffView diff={answer.diff} before={`revision ${latest}`} after="the draft" />
                  )}
                </QueryBody>
              )}
            </>
          )}
        </QueryBody>
      )}
      {seal.error !== null && <ProblemCallout error={seal.error} />}
    </Dialog>
  );
}
