import { createContext } from "react";

/** A sealed graph that a vertex can run. */
type LibraryGraph = { readonly name: string; readonly revision: number };

/** The sealed graphs that whoever looks may read, which can be added as vertices. */
export type Library = {
  readonly graphs: readonly LibraryGraph[];
  /** They are wanted: until then nobody asks the server. It must be one and the same function. */
  readonly want: () => void;
};

export const LibraryContext = createContext<Library>({ graphs: [], want: () => undefined });
