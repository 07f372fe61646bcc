/** Lines of a log, from the first to the last of them. */
export type LineRange = { readonly from: number; readonly to: number };

/** The address of lines of an attempt's log, under the page that is shown. Who opens it is shown the same lines. */
export function lineAddress(
  { vertex, attempt }: { vertex: string; attempt: number },
  { from, to }: LineRange,
): string {
  const query = new URLSearchParams(window.location.search);
  // A failed run opens at its first failure without them, and later that may be another one.
  query.set("track", vertex);
  query.set("tab", "log");
  // Without it a retry would make it the address of another line.
  query.set("attempt", String(attempt));
  return `${window.location.pathname}?${query}#L${from}${from === to ? "" : `-L${to}`}`;
}

/** The lines that the address names, as in `#L120` or `#L120-L140`; null where it names none. */
export function linesInHash(hash: string): LineRange | null {
  const [, first, last = first] = /^#L([1-9]\d{0,8})(?:-L([1-9]\d{0,8}))?$/.exec(hash) ?? [];
  if (first === undefined || last === undefined) return null;
  const [from, to] = [Number(first), Number(last)];
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

/** What is linked to when a line is chosen: the line, or all from the ones before up to it. */
export function rangeTo(line: number, before: LineRange | null): LineRange {
  if (before === null) return { from: line, to: line };
  return line < before.from ? { from: line, to: before.to } : { from: before.from, to: line };
}
