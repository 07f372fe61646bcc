import type { ReactNode } from "react";
import { useOrigin } from "#components/api/use-origin.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { countWords, sendExample } from "../shown/stream-words.ts";
import styles from "./one.module.css";

/** How records are sent to a stream, and all that was decided about it. */
export function StreamFacts({ stream }: { stream: StreamView }) {
  const { connection, redisKey, folder, maxLength, maxRecordBytes, keyField, savedAt, savedBy } = stream;
  const origin = useOrigin();
  return (
    <div className={styles.columns}>
      <section className={styles.card} aria-labelledby="sending">
        <h2 id="sending">Sending records</h2>
        <p className={styles.quiet}>
          With a token that may launch in the folder, made under Settings, Tokens:
        </p>
        <CodeBlock label="command" text={sendExample(origin, stream)} />
      </section>
      <section className={styles.card} aria-labelledby="settings">
        <h2 id="settings">Settings</h2>
        <dl className={styles.facts}>
          <Fact name="Connection">
            <bdi>{connection}</bdi>
          </Fact>
          <Fact name="Key in Redis">
            <LongText text={redisKey} title="Key in Redis" />
          </Fact>
          <Fact name="Records at most">{countWords(maxLength)}</Fact>
          <Fact name="Bytes of a record">{countWords(maxRecordBytes)} at most</Fact>
          <Fact name="Field that is the key">
            {keyField === null ? "none" : <LongText text={keyField} title="Field that is the key" />}
          </Fact>
          <Fact name="Folder">
            <bdi>{folderText(folder)}</bdi>
          </Fact>
          <Fact name="Saved">
            <RelativeTime at={savedAt} /> by <bdi>{savedBy}</bdi>
          </Fact>
        </dl>
      </section>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
