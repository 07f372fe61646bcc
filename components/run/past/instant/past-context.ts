"use client";

import { createContext, useContext } from "react";
import type { TrackHistory } from "../../timeline/geometry/track-history.ts";

/** The instant at which the run is looked at, and what had happened to its tracks by then. */
export type Past = { readonly rev: number; readonly at: Date; readonly history: TrackHistory };

export const PastContext = createContext<Past | null>(null);

/** Null while the run is looked at as it is now. */
export function usePast(): Past | null {
  return useContext(PastContext);
}
