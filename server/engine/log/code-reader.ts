/**
 * Escape sequences, each whole: CSI; OSC up to BEL or ST; the other strings (DCS, SOS, PM, APC); two-character ones.
 * And control characters. Every branch is linear, since a script chooses the text.
 */
const CODE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are made of control characters.
  /\x1b\[([0-?]*)([ -/]*)([@-~]?)|\x1b\]([^\x07\x1b]*)(\x07|\x1b\\)?|\x1b([PX^_])[^\x1b]*(\x1b\\)?|\x1b[ -/]*([0-~]?)|[\x00-\x1a\x1c-\x1f\x7f-\x9f]/g;
/** What of an unfinished sequence is kept. No sequence that means something is longer. */
const MAX_KEPT = 4_096;

/** What a stream's text is made of. */
export type Code =
  | { readonly kind: "text"; readonly text: string }
  /** A control character, such as a carriage return. */
  | { readonly kind: "control"; readonly character: string }
  /** `CSI parameters final`, such as `CSI 2 K`. */
  | { readonly kind: "csi"; readonly parameters: string; readonly final: string }
  /** The text between `OSC` and its end. */
  | { readonly kind: "osc"; readonly text: string };

/** Takes a text apart into what is shown and what commands a terminal, wherever the text is cut into pieces. */
export class CodeReader {
  private rest = "";

  /** Whether a sequence has begun and not ended. */
  get isWithin(): boolean {
    return this.rest !== "";
  }

  /** Takes the next piece, which has no line break. A sequence at its end that is not finished is kept for the next. */
  *read(piece: string): Generator<Code> {
    const text = this.rest + piece;
    this.rest = "";
    let place = 0;
    for (const match of text.matchAll(CODE)) {
      if (match.index > place) yield { kind: "text", text: text.slice(place, match.index) };
      place = match.index + match[0].length;
      if (place === text.length && isUnfinished(match)) {
        this.rest = match[0].slice(0, MAX_KEPT);
        return;
      }
      const [whole, parameters, between, final = "", osc] = match;
      if (parameters !== undefined) {
        if (between === "" && final !== "") yield { kind: "csi", parameters, final };
      } else if (osc !== undefined) yield { kind: "osc", text: osc };
      else if (!whole.startsWith("\x1b")) yield { kind: "control", character: whole };
    }
    if (place < text.length) yield { kind: "text", text: text.slice(place) };
  }

  /** The line ends, and with it a sequence that was not finished. */
  endLine(): void {
    this.rest = "";
  }
}

function isUnfinished(match: RegExpExecArray): boolean {
  const [whole, parameters, , final, osc, oscEnd, string, stringEnd, last] = match;
  if (!whole.startsWith("\x1b")) return false;
  if (parameters !== undefined) return final === "";
  if (osc !== undefined) return oscEnd === undefined;
  if (string !== undefined) return stringEnd === undefined;
  return last === "" || last === undefined;
}
