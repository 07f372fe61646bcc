import { LateField } from "#components/api/connection/late-field.tsx";
import { partLoader } from "#components/api/connection/part-loader.ts";
import type { CelEditor } from "./cel-editor.tsx";
import { PlainCelField } from "./plain-cel-field.tsx";

type Props = Parameters<typeof CelEditor>[0];

const HEIGHT = 30;
const loader = partLoader<Props>(async () => (await import("./cel-editor.tsx")).CelEditor);

/** Loads the editor of expressions before it is shown. */
export const loadCelEditor = loader.begin;

/** An expression in its editor; as plain text where that cannot be loaded. */
export function LazyCelEditor(props: Props) {
  return (
    <LateField loader={loader} height={HEIGHT} plain={(note) => <PlainCelField {...props} note={note} />}>
      {(Part) => <Part {...props} />}
    </LateField>
  );
}
