import { useOrigin } from "#components/ui/address/use-origin.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Card, CardPair } from "#components/ui/facts/card.tsx";
import { ChangedFact, Fact, Facts } from "#components/ui/facts/facts.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { countWords, sendExample } from "../shown/stream-words.ts";
import styles from "./one.module.css";

/** How records are sent to a stream, and all that was decided about it. */
export function StreamFacts({ stream }: { stream: StreamView }) {
  const { connection, redisKey, folder, maxLength, maxRecordBytes, keyField, savedAt, savedBy } = stream;
  const origin = useOrigin();
  return (
    <CardPair>
      <Card title="Sending records">
        <p className={styles.quiet}>
          With a token that may launch in the folder, made under Settings, Tokens:
        </p>
        <CodeBlock label="command" text={sendExample(origin, stream)} isWrapped />
      </Card>
      <Card title="Settings">
        <Facts>
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
          <ChangedFact at={savedAt} by={savedBy} />
        </Facts>
      </Card>
    </CardPair>
  );
}
