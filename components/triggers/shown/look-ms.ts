/** How often what is shown is looked at anew. */
export const LOOK_MS = 5_000;
