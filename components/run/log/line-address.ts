/** The address of a line of an attempt's log, under the page that is shown. Who opens it is shown the same line. */
export function lineAddress({ vertex, attempt }: { vertex: string; attempt: number }, line: number): string {
  const query = new URLSearchParams(window.location.search);
  // A failed run opens at its first failure without them, and later that may be another one.
  query.set("track", vertex);
  query.set("tab", "log");
  // Without it a retry would make it the address of another line.
  query.set("attempt", String(attempt));
  return `${window.location.pathname}?${query}#L${line}`;
}

/** The line that the address names, as in `#L120`; null where it names none. */
export function lineInHash(): number | null {
  const line = Number(/^#L(\d{1,9})$/.exec(window.location.hash)?.[1]);
  return Number.isSafeInteger(line) && line > 0 ? line : null;
}
