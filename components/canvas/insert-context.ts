import { createContext } from "react";
import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";

/**
 * Asks at a point of the screen which vertex to put between the two ends of an edge; null where the canvas cannot be
 * edited.
 */
export const InsertContext = createContext<((edge: EdgeEnds, screen: Point) => void) | null>(null);
