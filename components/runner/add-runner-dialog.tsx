import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readTokenDays, TokenDaysField } from "#components/account-fields/token-days.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { MAX_TOKEN_DAYS } from "#contract/people/people.ts";

const wordsOf = (text: string) => text.split(/[,\s]+/).filter((word) => word !== "");

/** Allows a runner on another machine, and shows the one command that starts it. */
export function AddRunnerDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [labels, setLabels] = useState("");
  const [folders, setFolders] = useState("");
  const [days, setDays] = useState("");
  const add = useMutation(
    trpc.runners.add.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.runners.tokens.queryFilter()).then(releaseLists),
    }),
  );
  if (add.isSuccess) {
    const { server, code } = add.data;
    return (
      <Dialog
        isOpen
        showsOnce
        onClose={onClose}
        title={`Start ${name}`}
        description="Run this on the runner's machine, in a checkout of Signalbox, within 15 minutes. The code works once. Its row turns green when it connects."
        actions={<Button onClick={onClose}>Close</Button>}
      >
        <CodeBlock
          label="Command"
          text={`npx signalbox runner --server ${server} --enroll ${code}`}
          isWrapped
        />
      </Dialog>
    );
  }
  const wanted = {
    name,
    labels: wordsOf(labels),
    folders: folders.trim() === "" ? [""] : wordsOf(folders),
    days: readTokenDays(days),
  };
  const send = () => {
    if (wanted.days !== null || days.trim() === "") add.mutate(wanted);
  };
  return (
    <FormDialog
      title="Add a runner"
      description="It reaches this server by https, and holds no password of the database and no key."
      act="Add"
      isBusy={add.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label="Name"
        hint="build-1; with a star, build-*, for several machines: each has its host's name there"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        label="Labels"
        hint="The labels that it may have: linux, gpu"
        value={labels}
        onChange={({ target }) => setLabels(target.value)}
      />
      <TextField
        label="Folders"
        hint="Whose graphs it may execute, with all below them: ops, web/shop. Empty: all graphs"
        value={folders}
        onChange={({ target }) => setFolders(target.value)}
      />
      <TokenDaysField
        hint={`After so many days its token is over, and it must be added again; ${MAX_TOKEN_DAYS} at most. Empty: never`}
        value={days}
        onChange={setDays}
        isOptional
      />
      {add.error !== null && <ProblemCallout error={add.error} />}
    </FormDialog>
  );
}
