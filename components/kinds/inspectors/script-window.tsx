import { type RefObject, useDeferredValue, useRef, useState } from "react";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { useWidth } from "#components/ui/use-width.ts";
import type { ScriptHandle } from "#components/vertex-form/script/script-field.tsx";
import { RenderedPreview } from "#components/vertex-form/script/script-preview.tsx";
import { UndoSettings } from "#components/vertex-form/settings/undo-settings.tsx";
import type { InputSpec, Interpreter } from "#engine/model/graph-content.ts";
import { ScriptEditor } from "./script-editor.tsx";
import styles from "./script-window.module.css";

type Script = {
  readonly script: string;
  readonly interpreter: Interpreter;
  readonly inputs: Readonly<Record<string, InputSpec>>;
};

type Props = Script & {
  name: string;
  /** The field that it was opened from: the cursor begins where it was there, and goes back there. */
  field: RefObject<ScriptHandle | null>;
  startAt: number;
  onClose: () => void;
};

/** From this width on, the preview is beside the script. */
const SIDE_BY_SIDE = 900;

/** A script in the whole window, with its undo script and what it is rendered to. */
export function ScriptWindow({ name, field, startAt, onClose, ...script }: Props) {
  const editor = useRef<ScriptHandle | null>(null);
  const cursor = useRef(startAt);
  const leave = () => {
    cursor.current = editor.current?.cursor() ?? cursor.current;
  };
  const close = () => {
    leave();
    onClose();
  };
  return (
    <Dialog
      isOpen
      isTyped={false}
      onClose={close}
      title={
        <>
          Script of <bdi>{name}</bdi>
        </>
      }
      size="full"
      focusesItself
      focusAfter={() => field.current?.place(cursor.current) ?? null}
    >
      <Parts name={name} script={script} editor={editor} cursor={cursor} onLeave={leave} />
    </Dialog>
  );
}

type PartsProps = {
  name: string;
  script: Script;
  editor: RefObject<ScriptHandle | null>;
  cursor: RefObject<number>;
  /** Another part is looked at: the cursor of the script is kept. */
  onLeave: () => void;
};

function Parts({ name, script, editor, cursor, onLeave }: PartsProps) {
  const [tab, setTab] = useState("script");
  const [startAt, setStartAt] = useState(() => cursor.current);
  const box = useRef<HTMLDivElement>(null);
  const isWide = useWidth(box) >= SIDE_BY_SIDE;
  const show = (next: string) => {
    onLeave();
    setStartAt(cursor.current);
    setTab(next);
  };
  const tabs = [
    {
      id: "script",
      label: "Script",
      content: (
        <div className={styles.sides}>
          <ScriptEditor name={name} {...script} isWhole startAt={startAt} handle={editor} />
          {isWide && (
            <section className={styles.preview} aria-label="Preview">
              <DeferredPreview {...script} />
            </section>
          )}
        </div>
      ),
    },
    {
      id: "undo",
      label: "Undo",
      content: (
        <div className={styles.undo}>
          <UndoSettings name={name} isWhole />
        </div>
      ),
    },
    {
      id: "preview",
      label: "Preview",
      content: (
        <div className={styles.preview}>
          <DeferredPreview {...script} />
        </div>
      ),
    },
  ];
  return (
    <div ref={box} className={styles.window}>
      <Tabs isWithin label="Parts of the script" active={tab} onChange={show} tabs={tabs} />
    </div>
  );
}

/** Rendering a long script waits for the typing. */
function DeferredPreview(script: Script) {
  return <RenderedPreview {...useDeferredValue(script)} />;
}
