import { createContext } from "react";

/** Opens a collapsed frame, by the id of its card; null where nobody can. */
export const OpenFrameContext = createContext<((id: string) => void) | null>(null);
