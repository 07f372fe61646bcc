/** Notices are sent within a second or two: whoever looks sees that soon. */
export const LOOK_MS = 3_000;
