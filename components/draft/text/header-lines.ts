/** Headers as people write them, one a line. */
export function headersText(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

/** Reads lines such as `Accept: text/plain`; a line without its colon, or a name that is there twice, is a problem, told in a sentence. */
export function headersWritten(
  text: string,
): { readonly headers: Readonly<Record<string, string>> } | { readonly problem: string } {
  const headers = new Map<string, string>();
  const keys = new Set<string>();
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trim();
    if (name === "" || /\s/.test(name))
      return { problem: `Write each header as \`Name: value\`: "${line.trim().slice(0, 40)}" has no colon.` };
    // The case of letters does not count: one of the two would not be sent.
    if (keys.has(name.toLowerCase())) return { problem: `The header ${name.slice(0, 40)} is there twice.` };
    keys.add(name.toLowerCase());
    headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers: Object.fromEntries(headers) };
}
