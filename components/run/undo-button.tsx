import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";

/** Undoes an ended pipeline, once a reason is given. */
export function UndoButton({ id, name }: { id: number; name: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const close = () => setIsAsking(false);
  const undo = useMutation(useTRPC().pipelines.undo.mutationOptions({ onSuccess: close }));
  return (
    <>
      <Button icon={<Undo2 aria-hidden />} onClick={() => setIsAsking(true)}>
        Undo pipeline
      </Button>
      <ReasonDialog
        isOpen={isAsking}
        onClose={close}
        title={`Undo ${name} #${id}?`}
        description="Runs the undo scripts of everything that succeeded, also in child pipelines, in reverse order."
        action="Undo pipeline"
        look="danger"
        isReasonRequired
        isBusy={undo.isPending}
        problem={undo.error !== null && <ProblemCallout error={undo.error} />}
        onConfirm={(reason) => undo.mutate({ id, reason })}
      />
    </>
  );
}
