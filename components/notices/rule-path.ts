/** The address of the page of a rule. */
export function rulePath(name: string): string {
  return `/settings/notices/${encodeURIComponent(name)}`;
}
