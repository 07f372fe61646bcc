/** The entry of a date or a time of which a part is missing: a browser gives the empty text for it, as for none. */
export const HALF_ENTRY = "a part of a date";
