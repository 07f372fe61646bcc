import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";

/** Gives the place of the person who is signed in to somebody else, for one prompt. */
export function DelegateDialog({ prompt, onClose }: { prompt: PromptView; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [to, setTo] = useState("");
  const close = useCloseWhileShown(onClose);
  const delegate = useMutation(
    trpc.prompts.delegate.mutationOptions({
      onSuccess: close,
      onSettled: () => queries.invalidateQueries(trpc.prompts.pathFilter()),
    }),
  );
  const send = () => to.trim() !== "" && delegate.mutate({ id: prompt.id, to: to.trim() });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={delegate.isPending}
      title={`Give your place in ${prompt.vertex}`}
      description="The other person answers instead of you, and can give the place back. It is recorded."
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button look="primary" isBusy={delegate.isPending} disabled={to.trim() === ""} onClick={send}>
            Give my place
          </Button>
        </>
      }
    >
      <TextField
        label="Person"
        hint="The email or the name of somebody who may answer in this folder."
        value={to}
        onChange={({ target }) => setTo(target.value)}
      />
      {delegate.error !== null && <ProblemCallout error={delegate.error} />}
    </Dialog>
  );
}
