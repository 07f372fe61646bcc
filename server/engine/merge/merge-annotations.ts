import { fittedAnnotations, NO_ANNOTATIONS } from "../graph-file/annotations.ts";
import type { Annotations, FrameSpec, NoteSpec } from "../model/graph-content.ts";
import { MAX_NOTE_TEXT } from "../shape/annotation-shape.ts";
import type { MergeSubject } from "./conflict.ts";
import { mergeOrder } from "./merge-order.ts";
import { changedOne, choose, isSame, type MergeNotes, mergeValue, type Three } from "./merge-values.ts";

/**
 * The frames and notes of both. A title or a text that both changed is a conflict, and so is a frame or note that one
 * removed and the other wrote in, and a new frame of which the other put every vertex into another one. Colours, places, and
 * in which frame a vertex is, are none: see `changedOne`.
 */
export function mergeAnnotations(
  notes: MergeNotes,
  vertices: { readonly has: (name: string) => boolean },
  given: Three<Annotations | undefined>,
): Annotations | undefined {
  if (isSame(given.mine, given.theirs) || isSame(given.base, given.theirs))
    return fittedAnnotations(given.mine, vertices);
  if (isSame(given.base, given.mine)) return fittedAnnotations(given.theirs, vertices);
  const base = given.base ?? NO_ANNOTATIONS;
  const mine = given.mine ?? NO_ANNOTATIONS;
  const theirs = given.theirs ?? NO_ANNOTATIONS;
  const frames = mergeNamed(
    notes,
    { base: base.frames, mine: mine.frames, theirs: theirs.frames },
    (name) => ({ is: "frame", name }),
    ({ title, vertices: members }) => ({ title, members }),
    (subject, values) => mergedFrame(notes, subject, values),
  );
  const members = { base: base.frames, mine: mine.frames, theirs: theirs.frames };
  const merged: Annotations = {
    frames: withMembers(notes, frames, members),
    notes: mergeNamed(
      notes,
      { base: base.notes, mine: mine.notes, theirs: theirs.notes },
      (name) => ({ is: "note", name }),
      ({ text }) => text,
      (subject, values) => mergedNote(notes, subject, values),
    ),
  };
  return fittedAnnotations(merged, vertices);
}

function mergeNamed<Spec>(
  notes: MergeNotes,
  { base, mine, theirs }: Three<ReadonlyMap<string, Spec>>,
  subjectOf: (name: string) => MergeSubject,
  saidIn: (spec: Spec) => unknown,
  mergedSpec: (subject: MergeSubject, values: Three<Spec>) => Spec,
): ReadonlyMap<string, Spec> {
  const kept = new Map<string, Spec>();
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
    const subject = subjectOf(name);
    if (own !== undefined && other !== undefined) {
      kept.set(name, mergedSpec(subject, { base: was ?? own, mine: own, theirs: other }));
      continue;
    }
    const [side, spec] = own === undefined ? (["theirs", other] as const) : (["mine", own] as const);
    if (spec === undefined) continue;
    if (was !== undefined) {
      // The other side removed it.
      if (isSame(saidIn(was), saidIn(spec))) continue;
      if (choose(notes, subject, [], { base: was, mine: own, theirs: other }) !== side) continue;
    }
    kept.set(name, spec);
  }
  const order = mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()], (name) => kept.has(name));
  return new Map(order.flatMap((name) => [...namedIn(kept, name)]));
}

function namedIn<Spec>(kept: ReadonlyMap<string, Spec>, name: string): readonly (readonly [string, Spec])[] {
  const spec = kept.get(name);
  return spec === undefined ? [] : [[name, spec]];
}

function mergedFrame(notes: MergeNotes, subject: MergeSubject, values: Three<FrameSpec>): FrameSpec {
  const field = <Key extends keyof FrameSpec>(key: Key): Three<FrameSpec[Key]> => ({
    base: values.base[key],
    mine: values.mine[key],
    theirs: values.theirs[key],
  });
  const title = mergeValue(notes, subject, ["title"], field("title")) as string | undefined;
  const colour = changedOne(notes, field("colour"));
  const collapsed = changedOne(notes, field("collapsed"));
  return {
    ...(title !== undefined && { title }),
    ...(colour !== undefined && { colour }),
    ...(collapsed !== undefined && { collapsed }),
    vertices: values.mine.vertices,
  };
}

function mergedNote(
  notes: MergeNotes,
  subject: MergeSubject,
  { base, mine, theirs }: Three<NoteSpec>,
): NoteSpec {
  const texts = { base: base.text, mine: mine.text, theirs: theirs.text };
  const fine: MergeNotes = { ...notes, conflicts: [] };
  let text = mergeValue(fine, subject, ["text"], texts) as string;
  // Lines of both together can be more than a note holds, or none.
  if (text.length > MAX_NOTE_TEXT || text.trim() === "")
    text = texts[choose(notes, subject, ["text"], texts)];
  else notes.conflicts.push(...fine.conflicts);
  const colour = changedOne(notes, { base: base.colour, mine: mine.colour, theirs: theirs.colour });
  return {
    text,
    ...(colour !== undefined && { colour }),
    at: changedOne(notes, { base: base.at, mine: mine.at, theirs: theirs.at }),
  };
}

/**
 * The merged frames with the vertices that each has now: a vertex goes where one of both has put it, and where both did,
 * where mine is. A new frame of which the other side has put every vertex elsewhere is a conflict.
 */
function withMembers(
  notes: MergeNotes,
  frames: ReadonlyMap<string, FrameSpec>,
  given: Three<Annotations["frames"]>,
): ReadonlyMap<string, FrameSpec> {
  const was = frameOfEach(given.base);
  const own = frameOfEach(given.mine);
  const other = frameOfEach(given.theirs);
  /** A frame that one side removed and that is kept all the same holds what it held for that side, too. */
  const onSide = (side: Annotations["frames"], of: ReadonlyMap<string, string>, name: string) => {
    const before = was.get(name);
    const isRestored = before !== undefined && frames.has(before) && !side.has(before);
    return of.get(name) ?? (isRestored ? before : undefined);
  };
  const merged = (name: string) =>
    changedOne(notes, {
      base: was.get(name),
      mine: onSide(given.mine, own, name),
      theirs: onSide(given.theirs, other, name),
    });
  const isTaken = (spec: FrameSpec, by: ReadonlyMap<string, string>) =>
    spec.vertices.length > 0 && spec.vertices.every((name) => by.has(name) && by.get(name) !== was.get(name));
  const ask = (id: string, mine: FrameSpec | undefined, theirs: FrameSpec | undefined) =>
    choose(notes, { is: "frame", name: id }, [], { base: undefined, mine, theirs });
  const isNew = (id: string) => !given.base.has(id) && !(given.mine.has(id) && given.theirs.has(id));
  const dropped = new Set<string>();
  const chosen = new Map<string, string>();
  for (const [id, spec] of given.mine)
    if (isNew(id) && isTaken(spec, other) && ask(id, spec, undefined) === "theirs") dropped.add(id);
  for (const [id, spec] of given.theirs) {
    if (!isNew(id) || !isTaken(spec, own)) continue;
    if (ask(id, undefined, spec) !== "theirs") dropped.add(id);
    else for (const name of spec.vertices) chosen.set(name, id);
  }
  const frameOf = (name: string) => {
    const found = chosen.get(name) ?? merged(name);
    if (found === undefined || !dropped.has(found)) return found;
    const elsewhere = other.get(name);
    return elsewhere === undefined || dropped.has(elsewhere) ? undefined : elsewhere;
  };
  return new Map(
    [...frames].map(([id, frame]) => {
      const membersOf = (side: Annotations["frames"]) => side.get(id)?.vertices ?? [];
      const lists = [membersOf(given.base), membersOf(given.mine), membersOf(given.theirs)] as const;
      const vertices = [...mergeOrder(...lists, (name) => frameOf(name) === id)];
      return [id, isSame(vertices, frame.vertices) ? frame : { ...frame, vertices }];
    }),
  );
}

function frameOfEach(frames: Annotations["frames"]): ReadonlyMap<string, string> {
  return new Map([...frames].flatMap(([id, { vertices }]) => vertices.map((name) => [name, id] as const)));
}
