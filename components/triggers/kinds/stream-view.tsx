import { useQuery } from "@tanstack/react-query";
import { choicesOf } from "#components/api/choices.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { FieldPair, FormNote } from "#components/page-form/form-section.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SearchSelectField } from "#components/ui/fields/search-select-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import type { KindFieldsProps, KindView } from "./kind-view.ts";
import styles from "./kinds.module.css";
import { NEW_STREAM, STREAM_LABELS, settingsOfStream, streamEntries } from "./stream-entries.ts";

/** What launches for records of a stream, in pages. */
export const STREAM_VIEW: KindView = {
  hint: "Records come into a record stream",
  filterExample: 'record.kind == "order"',
  paramExample: "record.id",
  newEntries: NEW_STREAM,
  labels: STREAM_LABELS,
  entriesOf: streamEntries,
  settingsOf: settingsOfStream,
  Fields: StreamFields,
  About: StreamAbout,
};

const TEXTS = [
  ["batch", "One pipeline is given so many records at most"],
  ["maxAge", "A record waits so long for others: 30s, 5m"],
  ["maxOpen", "It reads nothing while so many of its pipelines are open"],
  ["maxDeliveries", "A record that is refused so often goes to the dead letters"],
] as const;

function StreamFields({ entries, problemOf, onEntry, onLeave }: KindFieldsProps) {
  const streams = choicesOf(useQuery(useTRPC().streams.list.queryOptions()), "The record streams");
  const { stream = "", from = "", keep = "" } = entries;
  const names = streams.items.map(({ name }) => name);
  return (
    <>
      <FieldPair>
        <SearchSelectField
          label={STREAM_LABELS.stream}
          isRequired
          options={stream === "" || names.includes(stream) ? names : [stream, ...names]}
          value={stream}
          placeholder="Search record streams"
          hint="Its records launch pipelines"
          error={problemOf("stream") ?? streams.unread}
          onValueChange={(name) => {
            onEntry("stream", name);
            onLeave("stream");
          }}
        />
        <SelectField
          label={STREAM_LABELS.from}
          value={from}
          options={[
            { value: "beginning", label: "The beginning of the stream" },
            { value: "end", label: "What comes from now on" },
          ]}
          hint="Counts for a stream that it never read"
          error={problemOf("from")}
          onValueChange={(chosen) => onEntry("from", chosen)}
        />
      </FieldPair>
      <FieldPair>
        {TEXTS.map(([field, hint]) => (
          <TextField
            key={field}
            label={STREAM_LABELS[field]}
            value={entries[field] ?? ""}
            hint={hint}
            error={problemOf(field)}
            onBlur={() => onLeave(field)}
            onChange={({ target }) => onEntry(field, target.value)}
          />
        ))}
      </FieldPair>
      <Checkbox
        label={STREAM_LABELS.keep}
        checked={keep === "yes"}
        onCheckedChange={(isChecked) => onEntry("keep", isChecked ? "yes" : "")}
      />
    </>
  );
}

/** Of which stream it launches. */
function StreamAbout({ trigger: { settings, summary } }: { readonly trigger: TriggerView }) {
  const { maxOpen = "" } = streamEntries(settings);
  return (
    <>
      <p className={styles.plain}>
        It launches for <bdi>{summary}</bdi>.
      </p>
      <FormNote>It reads nothing while {maxOpen} of its pipelines are open.</FormNote>
    </>
  );
}
