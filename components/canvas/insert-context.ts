import { createContext } from "react";
import type { EdgeEnds } from "#components/draft/edits/edit.ts";

/** Puts a new vertex between the two ends of an edge; null where the canvas cannot be edited. */
export const InsertContext = createContext<((edge: EdgeEnds) => void) | null>(null);
