/** In milliseconds of simulated time. No fault happens after this, and every pipeline must end. */
export const QUIESCE_AT_MS = 20_000;
