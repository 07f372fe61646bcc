/** The longest vertex name, in characters (code points). */
export const MAX_VERTEX_NAME = 64;
/** The longest name of a graph, in characters. */
export const MAX_GRAPH_NAME = 100;
const MAX_INPUT_NAME = 64;

const VERTEX_START = /[\p{L}\p{Nd}_]/u;
const VERTEX_REST = /[\p{L}\p{M}\p{Nd}_. -]/u;
const VERTEX_ALLOWED = `A vertex name begins with a letter, a digit or \`_\`, goes on with letters, digits, \`_\`, \`-\`, \`.\` and single spaces between words, and has at most ${MAX_VERTEX_NAME} characters.`;
const GRAPH_ALLOWED = `A graph name begins with one of A-Z a-z 0-9 \`_\`, goes on with those, \`.\` and \`-\`, and has at most ${MAX_GRAPH_NAME} characters.`;
const INPUT_ALLOWED = `Such a name begins with one of A-Z a-z \`_\`, goes on with those and 0-9, and has at most ${MAX_INPUT_NAME} characters.`;

/** The one name that a JavaScript object does not take as the name of a field. */
const TAKEN_NAME = "__proto__";

function takenText(name: string): string {
  return `The name \`${name}\` has a special meaning in programs. Choose another one.`;
}

/** Why `name` is not a valid graph name, as sentences that say what is allowed; null if it is valid. */
export function graphNameProblem(name: string): string | null {
  return namePartProblem(name, /[A-Za-z0-9_]/, /[A-Za-z0-9_.-]/, MAX_GRAPH_NAME, GRAPH_ALLOWED);
}

/** Why `name` is not a valid name of an input, param or output; null if it is valid. */
export function inputNameProblem(name: string): string | null {
  if (name === TAKEN_NAME) return takenText(name);
  return namePartProblem(name, /[A-Za-z_]/, /[A-Za-z0-9_]/, MAX_INPUT_NAME, INPUT_ALLOWED);
}

/**
 * Why `name` is not a valid vertex name; null if it is valid. Letters of every alphabet are allowed, because people use
 * their own language. Characters that are invisible or change the reading direction are not, nor names that look like a
 * path or an option. The name is checked in its composed form (NFC), which `vertexNameOf` gives.
 */
export function vertexNameProblem(name: string): string | null {
  const composed = vertexNameOf(name);
  if (composed === TAKEN_NAME) return takenText(composed);
  const problem = namePartProblem(composed, VERTEX_START, VERTEX_REST, MAX_VERTEX_NAME, VERTEX_ALLOWED);
  if (problem !== null) return problem;
  if (composed.endsWith(" ")) return `The name ends with a space. ${VERTEX_ALLOWED}`;
  if (composed.includes("  ")) return `The name has two spaces side by side. ${VERTEX_ALLOWED}`;
  return null;
}

/** The normal form (NFC) of a vertex name, so that two ways to type `é` give the same name. */
export function vertexNameOf(name: string): string {
  return name.normalize("NFC");
}

/** A key that is the same for names that look the same to people: it ignores case, width and composition. */
export function vertexNameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().normalize("NFKC");
}

function namePartProblem(
  name: string,
  start: RegExp,
  rest: RegExp,
  limit: number,
  allowed: string,
): string | null {
  if (name === "") return `The name is empty. ${allowed}`;
  let count = 0;
  for (const character of name) {
    if (!(count === 0 ? start : rest).test(character)) {
      const place = count === 0 ? "begins with" : "has";
      return `The name ${place} ${characterName(character)}, which is not allowed there. ${allowed}`;
    }
    count += 1;
    if (count > limit) return `The name is longer than ${limit} characters. ${allowed}`;
  }
  return null;
}

/** Describes a character: its code point, and the character itself if it is visible. */
function characterName(character: string): string {
  if (character === " ") return "a space";
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `${character} (${code})` : code;
}
