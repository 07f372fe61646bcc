import { LateField } from "#components/api/connection/late-field.tsx";
import { partLoader } from "#components/api/connection/part-loader.ts";
import { PlainScriptField } from "./plain-script-field.tsx";
import type { ScriptField } from "./script-field.tsx";

type Props = Parameters<typeof ScriptField>[0];

const HEIGHT = 224;

/** Loads the code editor of scripts, also before it is shown: it is the heaviest part of the page. */
export const scriptFieldLoader = partLoader<Props>(
  async () => (await import("./script-field.tsx")).ScriptField,
);

/** A script in its code editor; as plain text where that cannot be loaded. */
export function LazyScriptField(props: Props) {
  return (
    <LateField
      loader={scriptFieldLoader}
      height={HEIGHT}
      isHeld={props.error != null}
      plain={(note) => <PlainScriptField {...props} note={note} />}
    >
      {(Part, wasTypedIn) => <Part {...props} startAt={wasTypedIn ? null : (props.startAt ?? null)} />}
    </LateField>
  );
}
