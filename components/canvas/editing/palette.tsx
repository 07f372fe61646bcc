import { Panel, useReactFlow } from "@xyflow/react";
import { ChevronsLeft, Shapes, StickyNote } from "lucide-react";
import type { DragEvent } from "react";
import { useCommands } from "#components/commands/use-commands.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { kindColour } from "#components/kinds/kind-colour.ts";
import { KIND_VIEWS } from "#components/kinds/kind-views.ts";
import { viewedDraft } from "../annotations/viewed-draft.ts";
import { cornerAround } from "../layout/card-size.ts";
import { edgeUnder } from "./adding/edge-under.ts";
import { focusCard } from "./adding/focus-card.ts";
import { useNewNote } from "./adding/use-new-note.ts";
import { useNewVertex } from "./adding/use-new-vertex.ts";
import styles from "./palette.module.css";
import { usePaletteFold } from "./use-palette-fold.ts";

const MIME_TYPE = "application/x-signalbox-vertex";
/** What is dragged for a note; no kind of vertex is called so. */
const NOTE = "note";
/** One entry a kind: how its vertices begin. */
const ENTRIES = Object.entries(KIND_VIEWS).flatMap(
  ([
    kind,
    {
      icon,
      label,
      additions: [first],
    },
  ]) => (first === undefined ? [] : [{ kind, icon, label, spec: first.spec }]),
);

/** What can be added, which folds to one button. */
export function Palette() {
  const [isFolded, fold] = usePaletteFold();
  const toggle = () => fold(!isFolded);
  useCommands({ "fold-palette": toggle });
  const label = isFolded ? "Show the palette" : "Fold the palette";
  return (
    <Panel position="top-left" className={styles.place ?? ""}>
      <fieldset className={styles.palette} aria-label="Palette">
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!isFolded}
          aria-label={label}
          title={label}
          onClick={toggle}
        >
          {isFolded ? <Shapes aria-hidden /> : <ChevronsLeft aria-hidden />}
        </button>
        {!isFolded && <Entries />}
      </fieldset>
    </Panel>
  );
}

/** Pressed, an entry goes behind the selected vertex or into the middle of the view, and has the focus there; dragged, to where it is dropped. */
function Entries() {
  const store = useDraftStore();
  const { add } = useNewVertex();
  const addNote = useNewNote();
  return (
    <>
      {ENTRIES.map(({ kind, label, icon: Icon, spec }) => (
        <button
          key={kind}
          type="button"
          className={styles.entry}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(MIME_TYPE, kind);
            event.dataTransfer.effectAllowed = "copy";
          }}
          onClick={({ currentTarget }) => {
            const [added] = add({ spec }) === null ? store.getState().selection.vertices : [];
            focusCard(added, currentTarget);
          }}
          title={`${label}: click, or drag onto the canvas`}
          aria-label={`Add ${label} vertex`}
        >
          <Icon style={kindColour(spec)} aria-hidden />
          <span>{label}</span>
        </button>
      ))}
      <button
        type="button"
        className={styles.entry}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(MIME_TYPE, NOTE);
          event.dataTransfer.effectAllowed = "copy";
        }}
        onClick={() => void addNote()}
        title="Note: click, or drag onto the canvas"
        aria-label="Add note"
      >
        <StickyNote aria-hidden />
        <span>Note</span>
      </button>
    </>
  );
}

/** What the canvas does with an entry of the palette that is dropped on it. */
export function usePaletteDrop() {
  const flow = useReactFlow();
  const store = useDraftStore();
  const { add, insert } = useNewVertex();
  const addNote = useNewNote();
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(MIME_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop: (event: DragEvent) => {
      const dropped = event.dataTransfer.getData(MIME_TYPE);
      if (dropped === NOTE) {
        event.preventDefault();
        addNote(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
        return;
      }
      const entry = ENTRIES.find(({ kind }) => kind === dropped);
      if (entry === undefined) return;
      event.preventDefault();
      const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const { draft, openedFrames } = store.getState();
      const edge = edgeUnder(viewedDraft(draft.file, openedFrames), point);
      if (edge !== null) {
        insert(edge, entry.spec);
        return;
      }
      add({ spec: entry.spec, at: cornerAround(point) });
    },
  };
}
