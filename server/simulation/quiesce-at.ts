/** In milliseconds of simulated time: nothing odd happens after this, and every pipeline must end. */
export const QUIESCE_AT_MS = 20_000;
