/** What stands before a name that is read as a variable: `{ip}`, `$ip`, `"ip"`, `env.ip`, `$((ip))`, `{ host, ip }`. */
const READING = /([{$"'.`!#(,]\s{0,4})?(SIGNALBOX_INPUT_)?([A-Za-z_][A-Za-z0-9_]*)/g;

/**
 * The names that a script of any interpreter may read as variables, found by looks alone in one pass: it is better to
 * believe that a name is read than to warn of one that is. A bare word (`echo ip`) reads nothing.
 */
export function mentionedVariables(script: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, mark, prefix, name] of script.matchAll(READING)) {
    if (name !== undefined && (mark !== undefined || prefix !== undefined)) names.add(name);
  }
  return names;
}
