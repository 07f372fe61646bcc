/** Headers that the HTTP client sets itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);

/** Why `name` is not a valid name of a header; null if it is valid. */
export function headerNameProblem(name: string): string | null {
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/.test(name))
    return "A header's name has letters, digits and `-` only.";
  return OWN_HEADERS.has(name.toLowerCase())
    ? `The header ${name} is set by the HTTP client: remove it.`
    : null;
}
