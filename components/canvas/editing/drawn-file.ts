import type { StoreApi } from "zustand/vanilla";
import type { DraftStore } from "#components/draft/draft-store.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";

/** So long after the last key of a text the canvas shows it: short enough to seem at once, longer than between two keys. */
const PAUSE_MS = 200;
/** Settings whose value is a text, and which move a card or give it another look. */
const LOOKS: ReadonlySet<string> = new Set<keyof VertexSpec>(["kind", "final"]);

/** The draft as the canvas has to draw it now. */
export type DrawnFile = {
  /** Always the same object until the canvas has to be drawn anew. */
  readonly get: () => GraphFile;
  readonly subscribe: (onChange: () => void) => () => void;
};

/**
 * The draft of a store, but what is only typed is there when the person pauses. For a key in a script the canvas would ask all
 * its cards and edges what changed, which takes longer than the letter itself; all else is there at once.
 */
export function drawnFile(store: StoreApi<DraftStore>): DrawnFile {
  const now = () => store.getState().draft.file;
  let drawn = now();
  return {
    get: () => {
      if (drawn !== now() && !isOnlyTyped(drawn, now())) drawn = now();
      return drawn;
    },
    subscribe: (onChange) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const follow = () => {
        clearTimeout(timer);
        if (drawn === now()) return;
        timer = setTimeout(() => {
          drawn = now();
          onChange();
        }, PAUSE_MS);
        onChange();
      };
      const unfollow = store.subscribe(follow);
      // Something may have been typed before anybody followed.
      follow();
      return () => {
        clearTimeout(timer);
        unfollow();
      };
    },
  };
}

/** Whether two files have the same vertices, edges and places, and differ in texts of vertices only. */
export function isOnlyTyped(before: GraphFile, after: GraphFile): boolean {
  const { vertices, edges, ...others } = before.content;
  const { vertices: newVertices, edges: newEdges, ...newOthers } = after.content;
  if (before.layout !== after.layout || before.annotations !== after.annotations) return false;
  if (edges !== newEdges || vertices.size !== newVertices.size || !isSame(others, newOthers)) return false;
  const rest = newVertices.entries();
  for (const [name, spec] of vertices) {
    const [newName, newSpec] = rest.next().value ?? [];
    if (newName !== name || newSpec === undefined) return false;
    if (newSpec !== spec && !differsInTexts(spec, newSpec)) return false;
  }
  return true;
}

function isSame(one: object, other: object): boolean {
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([key, value]) => value === (other as Readonly<Record<string, unknown>>)[key])
  );
}

/** Whether two values have the same parts, and at most texts of them differ. */
function differsInTexts(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other || (typeof one === "string" && typeof other === "string")) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  // What it has is not among its properties.
  if (one instanceof Map || one instanceof Set) return false;
  const entries = Object.entries(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    entries.length === Object.keys(other).length &&
    entries.every(([key, value]) => {
      const its = (other as Readonly<Record<string, unknown>>)[key];
      return depth === 0 && LOOKS.has(key) ? value === its : differsInTexts(value, its, depth + 1);
    })
  );
}
