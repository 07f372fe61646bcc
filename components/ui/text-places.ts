/** More places than these are not marked: the page would not answer meanwhile. */
export const MAX_FOUND = 500;

/** Where a part stands in a text, in any case, from left to right and without overlaps. None for an empty part. */
export function placesIn(text: string, part: string): readonly number[] {
  if (part === "") return [];
  // Letters that change their length with their case would move all places behind them.
  const lower = text.toLowerCase();
  const [where, what] = lower.length === text.length ? [lower, part.toLowerCase()] : [text, part];
  const places: number[] = [];
  for (
    let at = where.indexOf(what);
    at !== -1 && places.length < MAX_FOUND;
    at = where.indexOf(what, at + part.length)
  )
    places.push(at);
  return places;
}
