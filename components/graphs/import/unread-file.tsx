import { Callout } from "#components/ui/states/callout.tsx";
import { IMPORT_FORMATS } from "#engine/imports/import-definition.ts";

const KNOWN = Object.values(IMPORT_FORMATS).join(", ");

/** The version of the file format, as YAML and JSON say it. */
const VERSION = /(^|[{,])\s*["']?signalbox["']?\s*:/m;

/** Why a file is not imported. One that says nothing of the file format is told what can be imported at all. */
export function UnreadFile({ text, problem }: { text: string; problem: string }) {
  if (VERSION.test(text)) return <Callout tone="bad" title={problem} kept="Nothing was changed." />;
  return (
    <Callout
      tone="bad"
      title={`This is no graph file, and none of the definitions that can be imported: ${KNOWN}.`}
      kept="Nothing was changed."
      todo="A graph file has the line `signalbox: 1`. A definition of another system is JSON."
    />
  );
}
