import { useAnnotate } from "#components/canvas/annotations/use-annotate.ts";
import { annotationEdit } from "#components/draft/annotation-edit.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { annotationId, annotationOf } from "#components/draft/edits/annotation-id.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import type { FrameSpec, NoteSpec } from "#engine/model/graph-content.ts";
import { ANNOTATION_COLOURS } from "#engine/shape/annotation-shape.ts";
import { ANNOTATION_FIELD_ID } from "../focus/naming-field.ts";

const COLOURS = ANNOTATION_COLOURS.map((colour) => ({
  value: colour,
  label: `${colour[0]?.toUpperCase()}${colour.slice(1)}`,
}));

/** The settings of the one frame or note that is selected. */
export function AnnotationInspector({ id }: { id: string }) {
  const drawn = annotationOf(id);
  const annotations = useDraft(({ draft }) => draft.file.annotations);
  const frame = drawn?.kind === "frame" ? annotations?.frames.get(drawn.name) : undefined;
  const note = drawn?.kind === "note" ? annotations?.notes.get(drawn.name) : undefined;
  if (drawn === null) return null;
  if (frame !== undefined) return <FrameForm name={drawn.name} frame={frame} />;
  return note === undefined ? null : <NoteForm name={drawn.name} note={note} />;
}

function FrameForm({ name, frame }: { name: string; frame: FrameSpec }) {
  const store = useDraftStore();
  const { setCollapsed, selectMembers } = useAnnotate();
  const isOpenedHere = useDraft(({ openedFrames }) => openedFrames.has(name));
  const set = useChange(annotationId("frame", name));
  const title = useDraftText(frame.title ?? "", (text) => set({ title: text }, `title of frame ${name}`));
  return (
    <div className={styles.parts}>
      <h2 className={styles.title}>Frame</h2>
      <div data-field={ANNOTATION_FIELD_ID}>
        <TextField label="Title" placeholder={name} {...title} />
      </div>
      <SelectField
        label="Colour"
        options={COLOURS}
        value={frame.colour ?? "grey"}
        onValueChange={(colour) => void set({ colour })}
      />
      <Checkbox
        label="Collapsed"
        checked={frame.collapsed === true && !isOpenedHere}
        onCheckedChange={(isCollapsed) => setCollapsed(name, isCollapsed)}
      />
      {isOpenedHere && <p className={styles.note}>It is open on this page only, to show what is in it.</p>}
      <p className={styles.note}>
        {frame.vertices.length === 1 ? "1 vertex" : `${frame.vertices.length} vertices`}. Drop a card into the
        frame to add it, drag it out to remove it.
      </p>
      <div className={styles.row}>
        <Button size="small" onClick={() => selectMembers(name)}>
          Select its vertices
        </Button>
        <Button
          size="small"
          onClick={() =>
            void store
              .getState()
              .edit({ do: "remove", vertices: [], edges: [], annotations: [annotationId("frame", name)] })
          }
        >
          Remove the frame
        </Button>
      </div>
    </div>
  );
}

function NoteForm({ name, note }: { name: string; note: NoteSpec }) {
  const store = useDraftStore();
  const set = useChange(annotationId("note", name));
  const text = useDraftText(note.text, (typed) => set({ text: typed }, `text of note ${name}`));
  return (
    <div className={styles.parts}>
      <h2 className={styles.title}>Note</h2>
      <div data-field={ANNOTATION_FIELD_ID}>
        <TextArea
          label="Text"
          rows={10}
          hint="**strong**, *emphasis*, `code`, # heading, - list, [text](https://…)"
          {...text}
        />
      </div>
      <SelectField
        label="Colour"
        options={COLOURS}
        value={note.colour ?? "grey"}
        onValueChange={(colour) => void set({ colour })}
      />
      <div className={styles.row}>
        <Button
          size="small"
          onClick={() =>
            void store
              .getState()
              .edit({ do: "remove", vertices: [], edges: [], annotations: [annotationId("note", name)] })
          }
        >
          Remove the note
        </Button>
      </div>
    </div>
  );
}

/** Changes fields of a frame or a note, as in a graph file. Edits of one `field` in a row are one step. */
function useChange(id: string) {
  const store = useDraftStore();
  return (change: Parameters<typeof annotationEdit>[2], field?: string): string | null => {
    const { draft, edit } = store.getState();
    const wanted = annotationEdit(draft.file.annotations, id, change);
    return wanted === null ? null : edit(wanted, field);
  };
}
