import { annotationId } from "#components/draft/edits/annotation-id.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { FrameSpec, GraphFile, NoteSpec } from "#engine/model/graph-content.ts";
import { type Box, frameBoxes, membersInBox } from "../layout/frame-boxes.ts";
import { noteBox } from "./note-size.ts";

/** An open frame or a note, and where it is drawn. */
export type DrawnBox = {
  readonly id: string;
  readonly name: string;
  readonly box: Box;
  readonly isSelected: boolean;
} & (
  | {
      readonly frame: FrameSpec;
      /** The vertices that are drawn in it. */
      readonly members: readonly string[];
      readonly note?: never;
    }
  | { readonly note: NoteSpec; readonly frame?: never; readonly members?: never }
);

type How = {
  /** Where vertices are that are being moved, and notes by their ids. */
  readonly moved?: ReadonlyMap<string, Point>;
  readonly selected?: ReadonlySet<string>;
};

const NOWHERE: ReadonlyMap<string, Point> = new Map();
const NONE: ReadonlySet<string> = new Set();

/** Every open frame, and then every note: a collapsed frame is a card. */
export function drawnBoxes(
  file: GraphFile,
  { moved = NOWHERE, selected = NONE }: How = {},
): readonly DrawnBox[] {
  const { annotations } = file;
  if (annotations === undefined) return NOTHING;
  const frames = [...frameBoxes(file, moved)].flatMap(([name, box]): DrawnBox[] => {
    const frame = annotations.frames.get(name);
    const id = annotationId("frame", name);
    return frame === undefined
      ? []
      : [{ id, name, box, isSelected: selected.has(id), frame, members: membersInBox(file, frame) }];
  });
  const notes = [...annotations.notes].map(([name, note]): DrawnBox => {
    const id = annotationId("note", name);
    const box = noteBox({ ...note, at: moved.get(id) ?? note.at });
    return { id, name, box, isSelected: selected.has(id), note };
  });
  return [...frames, ...notes];
}

const NOTHING: readonly DrawnBox[] = [];
