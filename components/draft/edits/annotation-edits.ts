import { fittedAnnotations, NO_ANNOTATIONS, readAnnotations } from "#engine/graph-file/annotations.ts";
import type { Annotations, FrameSpec, GraphFile, NoteSpec } from "#engine/model/graph-content.ts";
import { uniqueName } from "#engine/shape/names/free-name.ts";
import { annotationId } from "./annotation-id.ts";
import { type Edit, type Edited, type Point, refused } from "./edit.ts";

type EditTo<What extends Edit["do"]> = Extract<Edit, { readonly do: What }>;

/** The text of a note that a person has not written yet. */
export const NEW_NOTE = "New note";

/** The name of a frame that is added, or of a note. */
export function newAnnotationName(file: GraphFile, kind: "frame" | "note"): string {
  const { frames, notes } = file.annotations ?? NO_ANNOTATIONS;
  return uniqueName(kind, (kind === "frame" ? frames : notes).keys());
}

/** Adds a frame, or changes one. Its vertices leave the frames that they were in. */
export function setFrame(file: GraphFile, { name, frame }: EditTo<"set-frame">): Edited {
  const read = readAnnotations({ frames: new Map([[name, frame]]) }, file.content.vertices);
  if (!read.ok) return refused(read.text);
  const spec = read.annotations?.frames.get(name);
  if (spec === undefined) return refused("A frame holds one vertex at least. Select some first.");
  const old = file.annotations ?? NO_ANNOTATIONS;
  const isNew = !old.frames.has(name);
  const others = withoutMembers(old.frames, new Set(spec.vertices), name);
  const frames = new Map([...others].map(([each, one]) => [each, each === name ? spec : one] as const));
  return {
    ok: true,
    file: withDrawn(file, { ...old, frames: frames.set(name, spec) }),
    ...(isNew && { select: [], selectAnnotations: [annotationId("frame", name)] }),
  };
}

/** Puts vertices into a frame, or takes them out of theirs. A frame without vertices goes. */
export function putInFrame(file: GraphFile, { frame, vertices }: EditTo<"put-in-frame">): Edited {
  const old = file.annotations ?? NO_ANNOTATIONS;
  const target = frame === null ? undefined : old.frames.get(frame);
  if (frame !== null && target === undefined) return refused("The frame is not there any more.");
  const moved = vertices.filter(
    (name) => file.content.vertices.has(name) && !target?.vertices.includes(name),
  );
  const isNothing =
    frame === null &&
    ![...old.frames.values()].some((each) => moved.some((name) => each.vertices.includes(name)));
  if (moved.length === 0 || isNothing) return { ok: true, file };
  const frames = new Map(withoutMembers(old.frames, new Set(moved), null));
  if (frame !== null && target !== undefined)
    frames.set(frame, { ...target, vertices: [...target.vertices, ...moved] });
  return { ok: true, file: withDrawn(file, { ...old, frames }) };
}

/** The file with vertices in these frames, or (null) in none; the same file where nothing changes. */
export function withFramesOf(file: GraphFile, frameOf: ReadonlyMap<string, string | null>): GraphFile {
  let now = file;
  for (const frame of new Set(frameOf.values())) {
    const vertices = [...frameOf].flatMap(([name, wanted]) => (wanted === frame ? [name] : []));
    const edited = putInFrame(now, { do: "put-in-frame", frame, vertices });
    if (edited.ok) now = edited.file;
  }
  return now;
}

/** Adds a note, or changes one. */
export function setNote(file: GraphFile, { name, note }: EditTo<"set-note">): Edited {
  const read = readAnnotations({ notes: new Map([[name, note]]) }, file.content.vertices);
  if (!read.ok) return refused(read.text);
  const spec = read.annotations?.notes.get(name);
  if (spec === undefined) return refused("The note is empty. Write something, or remove it.");
  const old = file.annotations ?? NO_ANNOTATIONS;
  const isNew = !old.notes.has(name);
  return {
    ok: true,
    file: withDrawn(file, { ...old, notes: new Map(old.notes).set(name, spec) }),
    ...(isNew && { select: [], selectAnnotations: [annotationId("note", name)] }),
  };
}

/** The frames and notes with some notes at other places; the same object where none is moved. */
export function movedNotes(
  old: Annotations | undefined,
  places: ReadonlyMap<string, Point>,
): Annotations | undefined {
  const moved = [...places].flatMap(([name, at]): [string, NoteSpec][] => {
    const note = old?.notes.get(name);
    return note === undefined || (note.at.x === at.x && note.at.y === at.y) ? [] : [[name, { ...note, at }]];
  });
  if (old === undefined || moved.length === 0) return old;
  const now = new Map(moved);
  return { ...old, notes: new Map([...old.notes].map(([name, note]) => [name, now.get(name) ?? note])) };
}

/** The file without these frames and notes, by their ids; the same file where it has none of them. */
export function withoutAnnotations(file: GraphFile, ids: readonly string[]): GraphFile {
  const { annotations } = file;
  if (annotations === undefined || ids.length === 0) return file;
  const gone = new Set(ids);
  const frames = new Map([...annotations.frames].filter(([name]) => !gone.has(annotationId("frame", name))));
  const notes = new Map([...annotations.notes].filter(([name]) => !gone.has(annotationId("note", name))));
  const isNothing = frames.size === annotations.frames.size && notes.size === annotations.notes.size;
  return isNothing ? file : withDrawn(file, { frames, notes });
}

/** What a graph has with the frames and notes of a pasted part, these under names of their own. */
export function pastedAnnotations(
  old: Annotations | undefined,
  part: Annotations,
  nameOf: (vertex: string) => string,
  placeOf: (place: Point) => Point,
): { readonly annotations: Annotations; readonly added: readonly string[] } {
  const { frames, notes } = old ?? NO_ANNOTATIONS;
  const allFrames = new Map(frames);
  const allNotes = new Map(notes);
  const added: string[] = [];
  for (const [name, frame] of part.frames) {
    const own = uniqueName(name, allFrames.keys());
    allFrames.set(own, { ...frame, vertices: frame.vertices.map(nameOf) });
    added.push(annotationId("frame", own));
  }
  for (const [name, note] of part.notes) {
    const own = uniqueName(name, allNotes.keys());
    allNotes.set(own, { ...note, at: placeOf(note.at) });
    added.push(annotationId("note", own));
  }
  return { annotations: { frames: allFrames, notes: allNotes }, added };
}

function withDrawn(file: GraphFile, annotations: Annotations): GraphFile {
  return { ...file, annotations: fittedAnnotations(annotations, file.content.vertices) };
}

/** The frames without these vertices, but for one of them. */
function withoutMembers(
  frames: ReadonlyMap<string, FrameSpec>,
  gone: ReadonlySet<string>,
  except: string | null,
): ReadonlyMap<string, FrameSpec> {
  return new Map(
    [...frames].map(([name, frame]) => {
      if (name === except || !frame.vertices.some((each) => gone.has(each))) return [name, frame] as const;
      return [name, { ...frame, vertices: frame.vertices.filter((each) => !gone.has(each)) }] as const;
    }),
  );
}
