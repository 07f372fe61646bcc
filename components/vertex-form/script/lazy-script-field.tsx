import { LateField } from "#components/api/connection/late-field.tsx";
import { partLoader } from "#components/api/connection/part-loader.ts";
import { PlainScriptField } from "./plain-script-field.tsx";
import type { ScriptField } from "./script-field.tsx";

type Props = Parameters<typeof ScriptField>[0];

const HEIGHT = 224;
const loader = partLoader<Props>(async () => (await import("./script-field.tsx")).ScriptField);

/** Loads the code editor of scripts before it is shown: it is the heaviest part of the page. */
export const loadScriptField = loader.begin;

/** A script in its code editor; as plain text where that cannot be loaded. */
export function LazyScriptField(props: Props) {
  return (
    <LateField
      loader={loader}
      height={HEIGHT}
      isHeld={props.error != null}
      plain={(note) => <PlainScriptField {...props} note={note} />}
    >
      {(Part, wasTypedIn) => <Part {...props} startAt={wasTypedIn ? null : (props.startAt ?? null)} />}
    </LateField>
  );
}
