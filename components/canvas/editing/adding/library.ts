import { createContext } from "react";

/** A sealed graph that a vertex can run. */
type LibraryGraph = { readonly name: string; readonly revision: number };

/** The sealed graphs that whoever looks may read, which can be added as vertices: those that were found. */
export type Library = {
  readonly graphs: readonly LibraryGraph[];
  /** Finds those that have a text; until the first call nobody asks the server. It must be one and the same function. */
  readonly find: (text: string) => void;
};

export const LibraryContext = createContext<Library>({ graphs: [], find: () => undefined });
