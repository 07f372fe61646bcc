import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { ConnectList } from "#components/canvas/connect-list.tsx";
import { useDraftStore } from "#components/canvas/draft-context.ts";
import type { Place } from "#components/canvas/edit.ts";
import { EditCanvas } from "#components/canvas/edit-canvas.tsx";
import { FindList } from "#components/canvas/find-list.tsx";
import { findingMarks } from "#components/canvas/finding-marks.ts";
import { type CanvasActions, useCanvasKeys } from "#components/canvas/use-canvas-keys.ts";
import { useClipboard, useClipboardActions } from "#components/canvas/use-clipboard.ts";
import { useTidy } from "#components/canvas/use-tidy.ts";
import type { Finding } from "#engine/graph-content.ts";
import { CanvasTools } from "./canvas-tools.tsx";
import styles from "./graph-editor.module.css";
import { NAME_FIELD_ID } from "./vertex-name-field.tsx";

type Props = { findings: readonly Finding[]; onInspect: () => void };

/** The canvas with its keys, its tools and the lists that open on it. */
export function EditorCanvas({ findings, onInspect }: Props) {
  const store = useDraftStore();
  const region = useRef<HTMLElement>(null);
  const [list, setList] = useState<((at: Place) => ReactNode) | null>(null);
  const { tidy, gliding } = useTidy();
  const clipboard = useClipboardActions();
  const { marks, wrongWires } = useMemo(() => findingMarks(findings), [findings]);
  const inspect = useRef(onInspect);
  inspect.current = onInspect;
  const actions = useMemo((): CanvasActions => {
    const close = () => setList(null);
    return {
      remove: clipboard.removeChosen,
      duplicate: clipboard.duplicate,
      find: () => setList(() => (at: Place) => <FindList at={at} onClose={close} />),
      connect: (tail) => setList(() => (at: Place) => <ConnectList tail={tail} at={at} onClose={close} />),
      rename: () => {
        inspect.current();
        // The field is there once the panel is.
        requestAnimationFrame(() =>
          document.querySelector<HTMLInputElement>(`[data-field="${NAME_FIELD_ID}"] input`)?.select(),
        );
      },
    };
  }, [clipboard]);
  useCanvasKeys(actions);
  useClipboard();
  // Whoever chooses something on the canvas wants to see what it says.
  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (now.selection !== before.selection && now.selection.vertices.size === 1) inspect.current();
      }),
    [store],
  );
  return (
    <section ref={region} aria-label="Canvas" className={styles.canvas}>
      <EditCanvas marks={marks} wrongWires={wrongWires} gliding={gliding}>
        <CanvasTools onFind={actions.find} onTidy={tidy} />
      </EditCanvas>
      {list?.(middleOf(region.current))}
    </section>
  );
}

/** A little below the top of the canvas, where a list is read well. */
function middleOf(element: HTMLElement | null): Place {
  const box = element?.getBoundingClientRect() ?? new DOMRect();
  return { x: box.x + box.width / 3, y: box.y + 72 };
}
