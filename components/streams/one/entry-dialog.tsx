import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Fact, Facts } from "#components/ui/facts/facts.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { EntryText, StreamEntry } from "#contract/stream-entries.ts";
import { countWords } from "../shown/stream-words.ts";
import styles from "./one.module.css";

type Props = {
  asked: { readonly name: string; readonly isDead: boolean; readonly id: string };
  onClose: () => void;
};

/** A record or a dead letter with all that it has. */
export function EntryDialog({ asked, onClose }: Props) {
  const options = useTRPC().streams.entry.queryOptions(asked, { retry: false });
  const shown = useQuery(options);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={asked.isDead ? `Dead letter ${asked.id}` : `Record ${asked.id}`}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <QueryBody query={shown} skeleton={<SkeletonLines count={5} label="Loading it" />}>
        {(entry) => <Whole entry={entry} />}
      </QueryBody>
    </Dialog>
  );
}

function Whole({ entry: { letter, fields, fieldCount } }: { entry: StreamEntry }) {
  return (
    <>
      {letter !== null && (
        <Facts>
          <Fact name="Reason">
            <LongText text={letter.reason.text} title="Reason" />
          </Fact>
          <Fact name="Refused by">
            the {letter.by} <bdi>{letter.from.text}</bdi>
            {letter.deliveries !== null && `, given ${countWords(letter.deliveries)} times`}
          </Fact>
          <Fact name="Id of the record">
            <bdi>{letter.originalId.text}</bdi>
          </Fact>
        </Facts>
      )}
      <dl className={styles.values}>
        {fields.map(({ name, value }, at) => (
          // Two fields may have one name.
          // biome-ignore lint/suspicious/noArrayIndexKey: the fields of an entry never change
          <div key={at}>
            <dt>
              <bdi>{name.text}</bdi>
              {noteOf(value)}
            </dt>
            <dd>
              <CodeBlock label={name.text} text={value.text} isWrapped />
            </dd>
          </div>
        ))}
      </dl>
      {fieldCount > fields.length && (
        <p className={styles.quiet}>
          {countWords(fieldCount - fields.length)} more fields are not shown: it has {countWords(fieldCount)}.
        </p>
      )}
    </>
  );
}

/** What is to be said of a value besides itself. */
function noteOf({ isText, isCut, bytes }: EntryText): string {
  const size = `${countWords(bytes)} bytes`;
  if (!isText)
    return `, ${size} that are no text in UTF-8${isCut ? "; the first ones" : ""}, as hexadecimal numbers`;
  return isCut ? `, the beginning of ${size}` : "";
}
