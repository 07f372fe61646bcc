/** The address of a line in the log of its own attempt. */
export function addressOfLine(id: number, vertex: string, attempt: number, line: number): string {
  const query = new URLSearchParams({ track: vertex, tab: "log", attempt: String(attempt) });
  return `/pipelines/${id}?${query}#L${line}`;
}
