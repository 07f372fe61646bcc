import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { PersonView } from "#contract/people/people.ts";

/** Makes a link that signs a person in once. It is made by a press, because it is as good as a password. */
export function LinkDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const make = useMutation(useTRPC().people.makeLink.mutationOptions());
  return (
    <Dialog
      isOpen
      showsOnce={make.isSuccess}
      onClose={onClose}
      title={`Sign-in link for ${person.name}`}
      description="Whoever opens it first is signed in as this person. It works once, within 15 minutes."
      actions={
        <>
          <Button onClick={onClose}>{make.isSuccess ? "Close" : "Back"}</Button>
          {!make.isSuccess && (
            <Button look="primary" isBusy={make.isPending} onClick={() => make.mutate({ id: person.id })}>
              Make a link
            </Button>
          )}
        </>
      }
    >
      {make.data != null && <CodeBlock label="Sign-in link" text={make.data.url} isWrapped />}
      {make.error !== null && <ProblemCallout error={make.error} />}
    </Dialog>
  );
}
