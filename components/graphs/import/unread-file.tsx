import { Callout } from "#components/ui/states/callout.tsx";
import { IMPORTABLE } from "#engine/imports/import-definition.ts";

/** The version of the file format, as YAML and JSON say it. */
const VERSION = /(^|[{,])\s*["']?signalbox["']?\s*:/m;

/** Why a file is not imported; for one without the version of the file format, what can be imported at all. */
export function UnreadFile({ text, problem }: { text: string; problem: string }) {
  if (VERSION.test(text)) return <Callout tone="bad" title={problem} kept="Nothing was changed." />;
  return (
    <Callout
      tone="bad"
      title={`This is no graph file, and none of the definitions that can be imported: ${IMPORTABLE}.`}
      kept="Nothing was changed."
      todo="A graph file has the line `signalbox: 1`. A definition of another system is JSON."
    />
  );
}
