import { createContext, useContext } from "react";
import type { Finding } from "#engine/model/graph-content.ts";

/** What check says about the draft as it is now. */
export const FindingsContext = createContext<readonly Finding[]>([]);

export function useFindings(): readonly Finding[] {
  return useContext(FindingsContext);
}
