/** A program that reads the whole environment. */
const READS_ALL = /\benvsubst\b/;
/** What a shell computes with: names stand there without a mark. */
const LET = /\blet\s+([^\n;]*)/g;
/** Names that are asked for by name: `[[ -v ip ]]`, `printenv ip`, `declare -p ip`. */
const BY_NAME = /(?:\s-v|\bprintenv|\bdeclare\s+-p|\bexport|\breadonly)((?:\s+[A-Za-z_][A-Za-z0-9_]*)+)/g;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/g;

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
  for (const [, text = ""] of script.matchAll(LET)) for (const [name] of text.matchAll(NAME)) names.add(name);
  if (script.includes("(("))
    for (const text of doubled(script)) for (const [name] of text.matchAll(NAME)) names.add(name);
  for (const [, asked = ""] of script.matchAll(BY_NAME))
    for (const [name] of asked.matchAll(NAME)) names.add(name);
  return names;
}

/** The parts of a script in `((` and `))`. A pattern would take quadratic time where nothing closes them. */
function doubled(script: string): readonly string[] {
  const parts: string[] = [];
  for (let open = script.indexOf("(("); open !== -1; ) {
    const close = script.indexOf("))", open + 2);
    if (close === -1) break;
    parts.push(script.slice(open + 2, close));
    open = script.indexOf("((", close + 2);
  }
  return parts;
}

/** True where a script gives its whole environment to a program, so that any input may be read. */
export function readsEnvironment(script: string): boolean {
  return READS_ALL.test(script);
}
