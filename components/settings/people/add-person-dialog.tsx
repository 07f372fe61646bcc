import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** A person who may sign in from now on. They get a link, and choose their own password. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const add = useMutation(
    trpc.people.add.mutationOptions({
      onSuccess: () => {
        toast.done(`${name} may sign in. Make a link for them.`);
        onClose();
        return queries.invalidateQueries(trpc.people.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Add a person"
      description="They may do everything here. Make a sign-in link for them then: they choose their own password."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            look="primary"
            isBusy={add.isPending}
            onClick={() => add.mutate({ name, email: email.trim() === "" ? null : email })}
          >
            Add
          </Button>
        </>
      }
    >
      <TextField label="Name" value={name} onChange={({ target }) => setName(target.value)} />
      <TextField label="Email" type="email" value={email} onChange={({ target }) => setEmail(target.value)} />
      {add.error !== null && <ProblemCallout error={add.error} />}
    </Dialog>
  );
}
