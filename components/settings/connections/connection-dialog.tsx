import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { ConnectionView } from "#contract/flow/connections.ts";
import { CONNECTION_KINDS } from "#engine/model/connection.ts";
import { ROOT } from "#engine/rights/folder-path.ts";

const KINDS = CONNECTION_KINDS.map((kind) => ({ value: kind, label: kind }));

/** Makes a connection, or changes one. Its password is no part of it: it names a secret. */
export function ConnectionDialog({ known, onClose }: { known: ConnectionView | null; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const tops = useFoldersFor("administer");
  const [chosen, setFolder] = useState<string | null>(null);
  const folder = chosen ?? tops?.[0] ?? ROOT;
  const [kind, setKind] = useState(known?.kind ?? "redis");
  const [texts, setTexts] = useState({
    name: known?.name ?? "",
    address: known?.address ?? "",
    username: known?.username ?? "",
    secret: known?.secret ?? "",
    ca: known?.ca ?? "",
  });
  const field = (name: keyof typeof texts) => ({
    value: texts[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setTexts((now) => ({ ...now, [name]: target.value })),
  });
  const close = useCloseWhileShown(onClose);
  const save = useMutation(
    trpc.connections.save.mutationOptions({
      onSuccess: ({ name }) => {
        toast.done(`${name} is stored.`);
        close();
        return queries.invalidateQueries(trpc.connections.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  const store = () => {
    const { name, address, ...more } = texts;
    const set = Object.fromEntries(Object.entries(more).filter(([, text]) => text.trim() !== ""));
    save.mutate({
      name: name.trim(),
      kind,
      address: address.trim(),
      ...set,
      ...(known === null ? { folder, version: 0 } : { version: known.savedAt.getTime() }),
    });
  };
  return (
    <FormDialog
      title={known === null ? "Add a connection" : `Edit ${known.name}`}
      description="Attempts that start from now on use it as it is then."
      isBusy={save.isPending}
      onSubmit={store}
      onClose={onClose}
    >
      {known === null && (
        <TextField label="Name" isMono hint="Graphs use it by this name: warehouse" {...field("name")} />
      )}
      {known === null && (
        <FolderField
          act="administer"
          hint="Graphs in it and below it may use the connection"
          value={folder}
          onValueChange={setFolder}
        />
      )}
      <SelectField
        label="Kind"
        options={KINDS}
        value={kind}
        onValueChange={(value) => setKind(CONNECTION_KINDS.find((each) => each === value) ?? "redis")}
      />
      <TextField
        label="Address"
        isMono
        hint="Without a user name and a password: redis://cache.example.com:6379/0"
        {...field("address")}
      />
      <TextField label="User name" isMono autoComplete="off" {...field("username")} />
      <TextField
        label="Secret"
        isMono
        autoComplete="off"
        hint="The name of the stored secret that is the password or the token"
        {...field("secret")}
      />
      <TextArea
        label="Certificates"
        isMono
        rows={2}
        hint="As PEM; empty: those of well-known issuers"
        {...field("ca")}
      />
      {save.error !== null && <ProblemCallout error={save.error} />}
    </FormDialog>
  );
}
