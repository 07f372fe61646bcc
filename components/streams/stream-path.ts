/** The address of the page of a stream. */
export function streamPath(name: string): string {
  return `/streams/${encodeURIComponent(name)}`;
}
