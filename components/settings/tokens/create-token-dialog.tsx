import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readTokenDays, TokenDaysField } from "#components/account-fields/token-days.tsx";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useActsWithin, useFoldersFor } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from "#contract/people/people.ts";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { ActsField } from "../acts/acts-field.tsx";

/** Makes a token, and shows it for this once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState(String(DEFAULT_TOKEN_DAYS));
  const tops = useFoldersFor("read");
  const [chosen, setFolder] = useState<string | null>(null);
  const folder = chosen ?? tops?.[0] ?? ROOT;
  const [wanted, setWanted] = useState<readonly Act[]>(["read"]);
  // More than its maker may do there themselves is not offered.
  const offered = useActsWithin()(folder) ?? ACTS;
  const acts = offered.filter((act) => wanted.includes(act));
  const create = useMutation(
    trpc.tokens.create.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.tokens.list.queryFilter()).then(releaseLists),
    }),
  );
  const toggle = (act: Act, isChosen: boolean) =>
    setWanted((before) => [...before.filter((each) => each !== act), ...(isChosen ? [act] : [])]);
  const send = () => {
    const read = readTokenDays(days);
    if (read !== null) create.mutate({ name, acts: [...acts], days: read, folder });
  };
  if (create.isSuccess)
    return (
      <Dialog
        isOpen
        showsOnce
        onClose={onClose}
        title={`The token ${name}`}
        description="Copy it now: it is not shown again. Whoever has it may do what it allows."
        actions={<Button onClick={onClose}>Close</Button>}
      >
        <CodeBlock label="Token" text={create.data.token} isWrapped />
      </Dialog>
    );
  return (
    <FormDialog
      title="Create a token"
      description="A program signs in with it. It may do what is chosen here until the token expires."
      act="Create"
      isBusy={create.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label="Name"
        hint="What uses it: nightly-build"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <ActsField offered={offered} chosen={acts} onChange={toggle} />
      <FolderField label="Where" act="read" value={folder} onValueChange={setFolder} />
      <TokenDaysField
        hint={`After so many days it is over; ${MAX_TOKEN_DAYS} at most`}
        value={days}
        onChange={setDays}
      />
      {create.error !== null && <ProblemCallout error={create.error} />}
    </FormDialog>
  );
}
