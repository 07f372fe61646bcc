"use client";

import { type KeyboardEvent, lazy, Suspense, useEffect } from "react";
import { LatePart } from "#components/api/connection/late-part.tsx";
import { shownPart } from "#components/api/connection/shown-part.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { historyKey } from "#components/draft/history-key.ts";
import { keepFocusIn } from "#components/ui/keys/keep-focus-in.ts";
import { whenIdle } from "#components/ui/when-idle.ts";
import { loadCelEditor } from "#components/vertex-form/expressions/lazy-cel-editor.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { scriptFieldLoader } from "#components/vertex-form/script/lazy-script-field.tsx";
import { TestButtons } from "#components/vertex-tests/test-buttons.tsx";
import type { TestReach } from "#engine/vertex-test/cut-graph.ts";
import { WhoEdits } from "../presence/who-edits.tsx";
import { AnnotationInspector } from "./annotation-inspector.tsx";
import { EdgeInspector } from "./edge-inspector.tsx";
import { useAnnotationKey, useEdgeKey, useVertexKey } from "./form-key.ts";
import { GraphInspector } from "./graph-inspector.tsx";
import { SeveralInspector } from "./several-inspector.tsx";
import { useStepBack } from "./use-step-back.ts";

/** The form of a vertex. It is loaded once the page has opened. */
const loadForm = () =>
  shownPart(async () => (await import("#components/kinds/sections/vertex-inspector.tsx")).VertexInspector);
/** Loads it with its editors, once the browser has drawn the page and has nothing else to do. */
function loadForms(): () => void {
  const load = () => {
    loadForm().catch(() => undefined);
    scriptFieldLoader.begin();
    loadCelEditor();
  };
  return whenIdle(load);
}

const VertexInspector = lazy(async () => ({ default: await loadForm() }));

/** A field whose text or choice is a part of the draft. A dialog that is opened from here has fields of its own. */
function isOfDraft(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement) || target.closest("[role='dialog'], [role='listbox']") !== null)
    return false;
  const isChoice = target.role === "combobox";
  // What is searched for, also in a list of choices, is no part of the draft.
  if (target instanceof HTMLInputElement) return target.type !== "search" && !isChoice;
  return target instanceof HTMLTextAreaElement || isChoice;
}

/** The panel for whatever is selected: a vertex, an edge, several things, or the graph itself. */
export function Inspector({ onTest }: { onTest?: (vertex: string, reach: TestReach) => void }) {
  const { vertices, edges, annotations } = useDraft(({ selection }) => selection);
  const store = useDraftStore();
  const [vertex] = vertices;
  const [edge] = edges;
  const [drawn] = annotations;
  const key = useVertexKey(vertex);
  const edgeKey = useEdgeKey(edge);
  const drawnKey = useAnnotationKey(drawn);
  // Who chooses a vertex while the server is away has its form already, with the editors in it.
  useEffect(loadForms, []);
  // Fields are in the one history of the draft: the browser's own would undo less, and behind the draft's back.
  const stepBack = useStepBack();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (stepBack(event)) return;
    const asked = event.defaultPrevented || !isOfDraft(event.target) ? null : historyKey(event);
    if (asked === null) return;
    event.preventDefault();
    store.getState()[asked]();
  };
  return (
    <section
      ref={keepFocusIn}
      aria-label="Inspector"
      className={styles.inspector}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-region
      data-region-chosen="[data-shown-finding] [data-fixes] button"
    >
      <WhoEdits />
      {vertex !== undefined && vertices.size === 1 && annotations.size === 0 ? (
        <Suspense fallback={<LatePart height={480} />}>
          {onTest !== undefined && <TestButtons vertex={vertex} onTest={(reach) => onTest(vertex, reach)} />}
          <VertexInspector key={key} name={vertex} />
        </Suspense>
      ) : edge !== undefined && edges.size === 1 && vertices.size + annotations.size === 0 ? (
        <EdgeInspector key={edgeKey} id={edge} />
      ) : drawn !== undefined && annotations.size === 1 && vertices.size + edges.size === 0 ? (
        <AnnotationInspector key={drawnKey} id={drawn} />
      ) : vertices.size + edges.size + annotations.size > 0 ? (
        <SeveralInspector />
      ) : (
        <GraphInspector />
      )}
    </section>
  );
}
