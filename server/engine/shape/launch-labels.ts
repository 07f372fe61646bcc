/** What somebody noted of a launch, to find its pipeline by: a value by name. Nothing is decided by them. */
export type LaunchLabels = Readonly<Record<string, string>>;

export const MAX_LABELS = 20;
export const MAX_LABEL_NAME = 63;
/** In characters (code points). */
export const MAX_LABEL_VALUE = 200;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
/** Control characters, halves of characters, line ends, and those that nobody sees or that turn the direction of a text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Why a name is none of a label, as a sentence; null where it is one. */
export function labelNameProblem(name: string): string | null {
  if (NAME.test(name) && name.length <= MAX_LABEL_NAME) return null;
  return `The name of a label begins with a letter or a digit, goes on with letters, digits, \`.\`, \`_\`, \`/\` and \`-\`, and has at most ${MAX_LABEL_NAME} characters, such as team.`;
}

/** Why a text is no value of a label, as a sentence; null where it is one. Blanks at its ends do not count. */
export function labelValueProblem(value: string): string | null {
  const text = value.trim();
  if (text === "") return "A label needs a value, such as team=shop.";
  if (UNSEEN.test(text))
    return "The value of a label is one line of text without characters that nobody sees.";
  if ([...text].length > MAX_LABEL_VALUE)
    return `The value of a label has at most ${MAX_LABEL_VALUE} characters, found ${[...text].length}.`;
  return null;
}

/** Why there are too many labels; null where there are not. */
export function labelCountProblem(count: number): string | null {
  return count <= MAX_LABELS ? null : `A launch has at most ${MAX_LABELS} labels, found ${count}.`;
}

/** Labels in the order of their names, without blanks at the ends of their values: the same labels are stored as the same text. */
export function normalLabels(labels: Iterable<readonly [name: string, value: string]>): LaunchLabels {
  const sorted = [...labels].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, value]) => [name, value.trim()]));
}

/** Labels as a person reads and types them, one a line: `team=shop`. */
export function labelLines(labels: LaunchLabels): readonly string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}

export type ReadLabels =
  | { readonly ok: true; readonly labels: LaunchLabels }
  | { readonly ok: false; readonly problem: string };

/** Reads lines as `team=shop`; empty ones do not count. The value may have a `=`. */
export function readLabelLines(text: string): ReadLabels {
  const labels = new Map<string, string>();
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== "")) {
    const at = line.indexOf("=");
    if (at < 0)
      return { ok: false, problem: `Wanted name=value, such as team=shop, found ${shortly(line)}.` };
    const name = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    const problem = labelNameProblem(name) ?? labelValueProblem(value);
    if (problem !== null) return { ok: false, problem: `${shortly(line)}: ${problem}` };
    if (labels.has(name)) return { ok: false, problem: `The label ${name} is there twice.` };
    labels.set(name, value);
  }
  const tooMany = labelCountProblem(labels.size);
  return tooMany === null ? { ok: true, labels: normalLabels(labels) } : { ok: false, problem: tooMany };
}

function shortly(line: string): string {
  const text = [...line.trim()];
  return `"${text.length > 40 ? `${text.slice(0, 39).join("")}…` : text.join("")}"`;
}
