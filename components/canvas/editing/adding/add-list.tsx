import { Network, StickyNote, Terminal } from "lucide-react";
import { use, useEffect, useState } from "react";
import { fitting } from "#components/commands/match-text.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import type { Hook, Point } from "#components/draft/edits/edit.ts";
import { nameProblem } from "#components/draft/edits/edit-vertices.ts";
import { KIND_VIEWS } from "#components/kinds/kind-views.ts";
import { type Pick, PickList } from "../lists/pick-list.tsx";
import { focusCard } from "./focus-card.ts";
import { LibraryContext } from "./library.ts";
import { useNewNote } from "./use-new-note.ts";
import { type NewVertex, useNewVertex } from "./use-new-vertex.ts";

/** Every way to begin a vertex, of every kind. */
const ADDITIONS = Object.values(KIND_VIEWS).flatMap(({ icon, additions }) =>
  additions.map(({ label, words = "", spec }) => ({
    icon,
    label,
    spec,
    words,
  })),
);

/** Where a vertex is about to be added. */
export type AddPlace = {
  /** Where on the screen the list opens. */
  readonly screen: Point;
  /** Where the vertex goes; left out, beside what it is connected with, or else into the middle of the view. */
  readonly at?: Point | undefined;
  /** What it is connected with at once. */
  readonly hook?: Hook;
};

/** More sealed graphs are found by typing. */
const MAX_GRAPHS = 12;
const NO_HOOK: Hook = { by: "nothing" };

/** Asks what to add at a place, and under which name. */
export function AddList({ screen, at, hook = NO_HOOK, onClose }: AddPlace & { onClose: () => void }) {
  const file = useDraft((store) => store.draft.file);
  const { add: addVertex } = useNewVertex();
  const store = useDraftStore();
  const [before] = useState(() => document.activeElement);
  const addNote = useNewNote();
  const { graphs, find } = use(LibraryContext);
  useEffect(() => find(""), [find]);
  const add = (vertex: NewVertex) => {
    const [added] = addVertex(vertex) === null ? store.getState().selection.vertices : [];
    focusCard(added, before);
  };
  const where = { hook, ...(at !== undefined && { at }) };
  const picksFor = (query: string): readonly Pick[] => {
    const wanted = query.toLowerCase();
    // Letters that are only in the right order would take the place of a name: `ship` is no POSIX shell script.
    const has = (text: string) => text.toLowerCase().includes(wanted);
    const kinds = fitting(
      ADDITIONS.filter(({ label, words }) => has(label) || has(words)),
      query,
      ({ label, words }) => [label, words],
    ).map(
      ({ icon: Icon, label, spec }): Pick => ({
        id: label,
        text: label,
        icon: <Icon aria-hidden />,
        pick: () => add({ ...where, spec }),
        focusesItself: true,
      }),
    );
    const note: Pick = {
      id: "note",
      text: "Note",
      icon: <StickyNote aria-hidden />,
      pick: () => void addNote(at),
    };
    if (hook.by === "nothing" && "note text comment".includes(wanted)) kinds.push(note);
    const known = graphs.filter(({ name }) => has(name));
    const sealed = fitting(known, query, ({ name }) => [name]).slice(0, MAX_GRAPHS);
    const library = sealed.map(
      ({ name, revision }): Pick => ({
        id: `graph ${name}`,
        text: `Run ${name}@${revision}`,
        icon: <Network aria-hidden />,
        pick: () => add({ ...where, spec: { kind: "graph", graph: { name, revision } } }),
        focusesItself: true,
      }),
    );
    if (query === "") return [...kinds, ...library];
    const named: Pick = {
      id: "named",
      text: `Script named “${query}”`,
      icon: <Terminal aria-hidden />,
      problem: nameProblem(file, query),
      pick: () => add({ ...where, name: query }),
      focusesItself: true,
    };
    return [...kinds, ...library, ...(isBranch(wanted) ? [BRANCH] : []), named];
  };
  return (
    <PickList
      label={listLabel(hook)}
      placeholder="Kind, a graph to run, or a name"
      picksFor={picksFor}
      onQuery={find}
      at={screen}
      onClose={onClose}
    />
  );
}

/** Words by which people look for a branch. In other editors it is a step of its own. */
const BRANCHING = ["branch", "condition", "decision", "gateway", "if", "else", "router", "switch"];
const BRANCH: Pick = {
  id: "branch",
  text: "Branch",
  problem: "It is made of edges: connect each way, select an edge, and set Follow this edge when.",
  pick: () => undefined,
};

function isBranch(wanted: string): boolean {
  return BRANCHING.some((word) => word === wanted || (wanted.length > 2 && word.startsWith(wanted)));
}

function listLabel(hook: Hook): string {
  if (hook.by === "tail") return `Add a vertex after ${hook.tail}`;
  if (hook.by === "head") return `Add a vertex before ${hook.head}`;
  if (hook.by === "edge") return `Add a vertex between ${hook.edge.tail} and ${hook.edge.head}`;
  return "Add a vertex";
}
