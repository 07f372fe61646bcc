import { useMemo } from "react";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { readersWithoutValue } from "#engine/check/readers-without-value.ts";
import type { GraphFile, Json } from "#engine/model/graph-content.ts";

const MAX_SHOWN = 5;

type Props = {
  file: GraphFile;
  vertex: string;
  /** The outputs that the vertex is given; null: it is skipped and has none. */
  given: Readonly<Record<string, Json>> | null;
};

/** What reads an output that stays without a value, so that a person sees it before they decide. */
export function MissedValues({ file, vertex, given }: Props) {
  const names = given === null ? null : Object.keys(given).join("\n");
  const texts = useMemo(
    () => readersWithoutValue(file.content, vertex, names === null ? null : new Set(names.split("\n"))),
    [file, vertex, names],
  );
  if (texts.length === 0) return null;
  const more = texts.length - MAX_SHOWN;
  return (
    <Callout tone="warn" title="These would fail: they read a value that is missing">
      {texts.slice(0, MAX_SHOWN).map((text) => (
        <p key={text}>
          <CodeText>{text}</CodeText>
        </p>
      ))}
      {more > 0 && <p>{`and ${more.toLocaleString("en")} more`}</p>}
    </Callout>
  );
}
