/** Words that CEL keeps for itself: they are no names behind a point. */
const RESERVED: ReadonlySet<string> = new Set(
  "as break const continue else false for function if import in let loop namespace null package return true var void while".split(
    " ",
  ),
);

/** A path as an expression reads it, such as `outputs["back up"].size`; null where a name cannot be written. */
export function readingText([root = "", ...names]: readonly string[]): string | null {
  let text = root;
  for (const name of names) {
    const step = stepText(name);
    if (step === null) return null;
    text += step;
  }
  return text;
}

function stepText(name: string): string | null {
  if (/^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name)) return `.${name}`;
  if (/[\\\n\r]/.test(name)) return null;
  if (!name.includes('"')) return `["${name}"]`;
  return name.includes("'") ? null : `['${name}']`;
}
