import { createContext } from "react";
import type { Wire } from "#components/draft/edits/edit.ts";

/** Puts a new vertex between the two ends of an edge; null where the canvas cannot be edited. */
export const InsertContext = createContext<((wire: Wire) => void) | null>(null);
