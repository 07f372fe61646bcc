"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { choicesOf } from "#components/api/choices.ts";
import { FolderField } from "#components/api/folder-field.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { FieldPair, FormNote, FormSection } from "#components/page-form/form-section.tsx";
import { PageForm } from "#components/page-form/page-form.tsx";
import { useAfterSave } from "#components/page-form/use-after-save.ts";
import { usePageForm } from "#components/page-form/use-page-form.ts";
import { useTyped } from "#components/page-form/use-typed.ts";
import { SearchSelectField } from "#components/ui/fields/search-select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { ChangedStream } from "./changed-stream.tsx";
import {
  entriesOfStream,
  newStreamEntries,
  readStreamEntries,
  STREAM_FIELDS,
  type StreamEntries,
} from "./stream-entries.ts";

type Props = {
  /** The one that is changed; null: a new one. What it becomes later changes nothing here. */
  stream: StreamView | null;
  onSaved: (name: string) => void;
  onCancel: () => void;
};

/** Declares a record stream, or changes the settings of one. */
export function StreamForm({ stream, onSaved, onCancel }: Props) {
  const tops = useFoldersFor("design");
  const [begun] = useState(stream);
  const usualFolder = tops?.[0] ?? ROOT;
  const form = useStreamForm(begun, usualFolder, onSaved);
  const { entries, set, problemOf, isNew, before } = form;
  // An error that appears when a field is left would move the button away that is just being pressed.
  const text = (name: Parameters<typeof form.text>[0]) => ({ ...form.text(name), onBlur: undefined });
  const connections = useQuery(useTRPC().connections.list.queryOptions());
  const { items, unread } = choicesOf(connections, "The connections");
  const names = items.filter(({ kind }) => kind === "redis").map(({ name }) => name);
  const { connection } = entries;
  const isMoved =
    begun !== null &&
    (begun.connection !== connection || begun.redisKey !== (entries.redisKey.trim() || begun.name));
  return (
    <PageForm
      label={begun === null ? "New record stream" : `Edit ${begun.name}`}
      act={isNew ? "Create stream" : "Save"}
      form={form}
      changed={(title) => before !== null && <ChangedStream before={before} form={form} title={title} />}
      onCancel={onCancel}
    >
      <FormSection title="Where it is">
        {isNew && (
          <TextField
            {...text("name")}
            isRequired
            hint="It stands in the address that programs send to: orders. It cannot be changed later."
          />
        )}
        <FieldPair>
          <SearchSelectField
            label={STREAM_FIELDS.connection}
            isRequired
            options={connection === "" || names.includes(connection) ? names : [connection, ...names]}
            value={connection}
            placeholder="Search connections of the kind redis"
            hint="One that graphs of the folder may use"
            error={problemOf("connection") ?? unread}
            onValueChange={(name) => set({ connection: name })}
          />
          <TextField
            {...text("redisKey")}
            isMono
            placeholder={entries.name}
            hint="Empty: the name. Dead letters are in the same key with :dead behind it"
          />
        </FieldPair>
        {connections.data !== undefined && names.length === 0 && (
          <FormNote>
            There is no connection of the kind redis yet. Add one under Settings, Connections.
          </FormNote>
        )}
        {isMoved && (
          <FormNote>
            The records that there are stay in the old key. Triggers begin anew in the new one, and their
            groups are left in the old one.
          </FormNote>
        )}
        <FolderField
          act="design"
          hint="Who may launch in it may send records"
          value={entries.folder ?? usualFolder}
          onValueChange={(chosen) => set({ folder: chosen })}
        />
      </FormSection>
      <FormSection title="What it takes">
        <FieldPair>
          <TextField
            {...text("maxLength")}
            inputMode="numeric"
            hint="While it is as long as that, senders are told to come later"
          />
          <TextField {...text("maxRecordBytes")} inputMode="numeric" hint="Its names and texts together" />
        </FieldPair>
        <TextField
          {...text("keyField")}
          isMono
          hint="A record with the same text in it is not taken twice within a day: id. Empty: none"
        />
      </FormSection>
    </PageForm>
  );
}

function useStreamForm(stream: StreamView | null, usualFolder: string, onSaved: (name: string) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [first] = useState(() => (stream === null ? newStreamEntries() : entriesOfStream(stream)));
  const typed = useTyped<StreamView, StreamEntries>({
    form: stream === null ? "new record stream" : `record stream ${stream.name}`,
    before: stream,
    first,
  });
  const { input, problems } = readStreamEntries(typed.entries, usualFolder);
  const afterSave = useAfterSave(typed, onSaved);
  const save = useMutation(
    trpc.streams.save.mutationOptions({
      onSuccess: ({ name }) => afterSave(name, queries.invalidateQueries(trpc.streams.pathFilter())),
    }),
  );
  return usePageForm(typed, {
    ...{ labels: STREAM_FIELDS, problems, save },
    refusedAt: (refusal) => new Map((refusal?.problems ?? []).map(({ path, text }) => [path, text])),
    isChanged: JSON.stringify(typed.entries) !== JSON.stringify(typed.stored),
    entriesOf: entriesOfStream,
    send: (version) => save.mutate({ ...input, version }),
  });
}
