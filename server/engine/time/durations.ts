const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
] as const;

/** The longest duration: a year. More is most likely a mistake. */
export const MAX_DURATION_MS = 366 * 86_400_000;

const WHOLE = /^(?:(\d{1,12})d)?(?:(\d{1,12})h)?(?:(\d{1,12})m)?(?:(\d{1,12})s)?(?:(\d{1,12})ms)?$/;

/** The syntax of a duration for a JSON Schema: at least one of the units. */
export const DURATION_PATTERN = `^(?=\\d)(?:\\d{1,12}d)?(?:\\d{1,12}h)?(?:\\d{1,12}m)?(?:\\d{1,12}s)?(?:\\d{1,12}ms)?$`;

/**
 * Parses a duration such as `10m`, `1h30m`, `90s`, `500ms` or `2d` into milliseconds; null if the text is not a duration.
 * Each unit occurs at most once, the largest first. Zero is `0s`.
 */
export function parseDuration(text: string): number | null {
  const parts = WHOLE.exec(text);
  if (parts === null || text === "") return null;
  let total = 0;
  UNITS.forEach(([, size], place) => {
    total += Number(parts[place + 1] ?? 0) * size;
  });
  return total;
}

/** The text of a duration in milliseconds, largest unit first: `1h30m`, `1m30s`, `500ms`, `0s`. */
export function durationText(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === "" ? "0s" : text;
}
