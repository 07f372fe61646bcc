import { useStore } from "@xyflow/react";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useFrameCommand } from "#components/canvas/annotations/use-annotate.ts";
import { AddList } from "#components/canvas/editing/adding/add-list.tsx";
import { useAddByTab } from "#components/canvas/editing/adding/use-add-by-tab.ts";
import { CanvasTools } from "#components/canvas/editing/canvas-tools.tsx";
import {
  type CanvasActions,
  useCanvasCommands,
} from "#components/canvas/editing/commands/use-canvas-commands.ts";
import { EditCanvas } from "#components/canvas/editing/edit-canvas.tsx";
import { type FindHandle, FindPanel } from "#components/canvas/editing/find/find-panel.tsx";
import { ConnectList } from "#components/canvas/editing/lists/connect-list.tsx";
import { useShowVertex } from "#components/canvas/editing/lists/use-show-vertices.ts";
import { useClipboard, useClipboardActions } from "#components/canvas/editing/use-clipboard.ts";
import { useBeginInPlace } from "#components/canvas/editing/use-editing-in-place.ts";
import { useTidy } from "#components/canvas/editing/use-tidy.ts";
import { findingMarks } from "#components/canvas/elements/finding-marks.ts";
import { isCanvasReady } from "#components/canvas/view/is-canvas-ready.ts";
import { useLinkedVertex } from "#components/canvas/view/vertex-link.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { useClearByEscape } from "./focus/clear-by-escape.ts";
import { focusFirstField, isEditKey } from "./focus/first-field.ts";
import { CHOSEN } from "./focus/focus-chosen.ts";
import { focusNamingField } from "./focus/naming-field.ts";
import { useCanvasFocus } from "./focus/use-canvas-focus.ts";
import styles from "./graph-editor.module.css";
import { LastChange } from "./last-change.tsx";

const FIRST_CARD = ".react-flow__node[tabindex='0']";

type Props = {
  findings: readonly Finding[];
  /** Shows the inspector. It must be one and the same function. */
  onInspect: () => void;
};

/** The canvas with its keys, its tools and the lists that open on it. */
export function EditorCanvas({ findings, onInspect }: Props) {
  const store = useDraftStore();
  const region = useRef<HTMLElement>(null);
  const [list, setList] = useState<((at: Point) => ReactNode) | null>(null);
  const find = useRef<FindHandle>(null);
  const [isFinding, setFinding] = useState(false);
  const closeFind = useCallback(() => setFinding(false), []);
  const isAsking = useDraft(({ asking }) => asking !== null);
  const { tidy, gliding, tidying } = useTidy();
  const clipboard = useClipboardActions();
  const beginInPlace = useBeginInPlace();
  const { marks, wrongEdges } = useMemo(() => findingMarks(findings), [findings]);
  const close = useCallback(() => setList(null), []);
  const add = useCallback(() => {
    const [only, ...others] = store.getState().selection.vertices;
    const hook = only !== undefined && others.length === 0 ? { by: "tail" as const, tail: only } : undefined;
    setList(() => (screen: Point) => (
      <AddList screen={screen} {...(hook !== undefined && { hook })} onClose={close} />
    ));
  }, [store, close]);
  const addByTab = useAddByTab(region, add);
  const actions = useMemo((): CanvasActions => {
    return {
      add,
      addByTab,
      tidy: (direction) => void tidy(direction),
      find: () => (find.current === null ? setFinding(true) : find.current.focus()),
      findStep: (by) => (find.current === null ? setFinding(true) : find.current.step(by)),
      connect: (tail) => setList(() => (at: Point) => <ConnectList tail={tail} at={at} onClose={close} />),
      edit: () => {
        onInspect();
        focusFirstField();
      },
      rename: () => {
        if (beginInPlace()) return;
        onInspect();
        focusNamingField();
      },
    };
  }, [add, addByTab, close, tidy, beginInPlace, onInspect]);
  useCanvasCommands(actions, clipboard);
  const showVertex = useShowVertex();
  // After the first fit, which a part of the canvas does at the same time.
  const isReady = useStore(isCanvasReady);
  useLinkedVertex(isReady, (name) => {
    const isThere = store.getState().draft.file.content.vertices.has(name);
    if (isThere) showVertex(name);
    return isThere;
  });
  useClipboard();
  useFrameCommand();
  useCanvasFocus(region);
  const clearByEscape = useClearByEscape(region);
  // A selected vertex is shown in the inspector.
  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (
          now.selection !== before.selection &&
          now.selection.vertices.size + now.selection.annotations.size === 1
        )
          onInspect();
      }),
    [store, onInspect],
  );
  return (
    <section
      ref={region}
      aria-label="Canvas"
      className={styles.canvas}
      data-asking={isAsking || undefined}
      data-region
      data-region-chosen={CHOSEN}
      data-region-first={FIRST_CARD}
      tabIndex={-1}
      onKeyDown={clearByEscape}
      // Before the canvas selects what has the focus: the key that selects a card does not edit it, too.
      onKeyDownCapture={(event) => {
        if (!isEditKey(event)) return;
        event.preventDefault();
        event.stopPropagation();
        actions.edit();
      }}
    >
      <EditCanvas marks={marks} wrongEdges={wrongEdges} gliding={gliding}>
        <CanvasTools onFind={actions.find} onTidy={tidy} tidying={tidying} />
      </EditCanvas>
      {isFinding && <FindPanel handle={find} onInspect={onInspect} onClose={closeFind} />}
      {isAsking && (
        <p role="status" className={styles.asking}>
          Click a vertex to read one of its outputs. Escape ends this.
        </p>
      )}
      <LastChange />
      {list?.(middleOf(region.current))}
    </section>
  );
}

/** A point a little below the top of the canvas, where lists open. */
function middleOf(element: HTMLElement | null): Point {
  const box = element?.getBoundingClientRect() ?? new DOMRect();
  return { x: box.x + box.width / 3, y: box.y + 72 };
}
