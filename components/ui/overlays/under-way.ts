import { createContext } from "react";

/** What a dialog says of what is under way where nobody has said it better. */
export const BEING_DONE = "It is being done. What becomes of it is told here.";

/** What is under way in the dialog around, as a sentence; null: nothing. */
export const UnderWay = createContext<string | null>(null);
