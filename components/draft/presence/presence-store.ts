import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { Present } from "#contract/presence.ts";
import { edgeId } from "../edits/edit.ts";

/** Who else has the draft open, and where they are. */
export type PresenceStore = {
  readonly people: readonly Present[];
  /** The names of others by the vertex that they have selected; a list stays the same object while nothing changes in it. */
  readonly byVertex: ReadonlyMap<string, readonly string[]>;
  /** The same by `edgeId`. */
  readonly byEdge: ReadonlyMap<string, readonly string[]>;
};

export const PresenceContext = createContext<StoreApi<PresenceStore> | null>(null);

const NOBODY: readonly string[] = [];
const EMPTY = createStore<PresenceStore>(() => ({ people: [], byVertex: new Map(), byEdge: new Map() }));

export function createPresenceStore(): StoreApi<PresenceStore> {
  return createStore<PresenceStore>(() => ({ people: [], byVertex: new Map(), byEdge: new Map() }));
}

/** Takes what the server told of who is there. */
export function setPeople(store: StoreApi<PresenceStore>, people: readonly Present[]): void {
  const before = store.getState();
  const others = people.filter(({ isSelf, isIdle }) => !isSelf && !isIdle);
  const placesOf = (of: (person: Present) => readonly string[], known: PresenceStore["byVertex"]) => {
    const places = new Map<string, string[]>();
    for (const person of others)
      for (const place of of(person)) {
        const names = places.get(place);
        if (names === undefined) places.set(place, [person.name]);
        else names.push(person.name);
      }
    return new Map(
      [...places].map(([place, names]) => {
        const same = known.get(place);
        return [place, same?.join("\n") === names.join("\n") ? same : names] as const;
      }),
    );
  };
  store.setState({
    people,
    byVertex: placesOf(({ selection }) => selection.vertices, before.byVertex),
    byEdge: placesOf(
      ({ selection }) => (selection.edge === null ? [] : [edgeId(selection.edge)]),
      before.byEdge,
    ),
  });
}

/** Who is there; nobody outside of an editor. */
export function usePresent<Part>(part: (store: PresenceStore) => Part): Part {
  return useStore(useContext(PresenceContext) ?? EMPTY, part);
}

/** The names of the others who have this vertex selected. */
export function useOthersAt(vertex: string): readonly string[] {
  return usePresent(({ byVertex }) => byVertex.get(vertex) ?? NOBODY);
}

/** The names of the others who have this edge selected, by `edgeId`. */
export function useOthersAtEdge(id: string): readonly string[] {
  return usePresent(({ byEdge }) => byEdge.get(id) ?? NOBODY);
}
