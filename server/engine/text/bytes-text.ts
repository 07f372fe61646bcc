const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** A number of bytes for people: `0 B`, `1.5 MB`. A kB has 1,000 of them. */
export function bytesText(bytes: number): string {
  let rest = bytes;
  let unit = 0;
  while (rest >= 999.95 && unit < UNITS.length - 1) {
    rest /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${UNITS[unit]}`;
}
