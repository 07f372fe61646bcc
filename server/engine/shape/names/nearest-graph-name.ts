/**
 * The nearest name that a graph may have: accents are left out, and what a name may not have becomes a hyphen.
 *
 * @returns "" where nothing is left.
 */
export function nearestGraphName(wanted: string): string {
  return wanted
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[^A-Za-z0-9_]+/, "")
    .slice(0, 100)
    .replace(/-+$/, "");
}
