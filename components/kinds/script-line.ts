/** The line of a script that tells most about it: the first that says something; null where none does. */
export function scriptLine(script: string | undefined): string | null {
  for (const line of script?.split("\n", 40) ?? []) {
    const text = line.trim();
    if (text !== "" && !text.startsWith("#") && !/^set\s+[-+]/.test(text)) return text;
  }
  return null;
}
