/** A name that may be read as a variable: `{ip}`, `$ip`, `"ip"`, `env.ip`, `$((ip))`, `{ host, ip }`. */
const READING = /([{$"'.`!#(,]\s{0,4})?(SIGNALBOX_INPUT_)?([A-Za-z_][A-Za-z0-9_]*)/g;

/**
 * The names that a script of any interpreter may read as variables. It does not parse the script, so it may find too many
 * names; that is better than a warning about a name that is read. A bare word (`echo ip`) does not count.
 */
export function mentionedVariables(script: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, mark, prefix, name] of script.matchAll(READING)) {
    if (name !== undefined && (mark !== undefined || prefix !== undefined)) names.add(name);
  }
  return names;
}
