"use client";

import { type ReactNode, useDeferredValue } from "react";

/**
 * Draws its content right after what is around it, and in parts: clicks and keys are answered in between. For what takes
 * so long to draw that the whole page would wait for it.
 */
export function DrawnNext({ children }: { children: ReactNode }) {
  const isNext = useDeferredValue(true, false);
  return isNext ? children : null;
}
