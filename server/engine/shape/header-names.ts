/** What the connection itself says. */
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

/** What is wrong with the name of a header; null where nothing is. */
export function headerNameProblem(name: string): string | null {
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/.test(name))
    return "A header's name has letters, digits and `-` only.";
  return OWN_HEADERS.has(name.toLowerCase())
    ? `The header ${name} is the connection's own: leave it out.`
    : null;
}
