import { createContext } from "react";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";

/** What the shells of the server said of scripts, with the vertices that they were asked about. */
export type ScriptFindings = {
  readonly findings: readonly Finding[];
  readonly vertices: GraphContent["vertices"];
  /** What no shell has read, as sentences. */
  readonly unread: readonly string[];
};

/** The last answer; null: there is none yet. */
export const ScriptFindingsContext = createContext<ScriptFindings | null>(null);
