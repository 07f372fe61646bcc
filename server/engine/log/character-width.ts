/** Characters that take two columns of a terminal (East Asian wide and full-width, emoji), and those that take none. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;
const NONE = /[\p{Mn}\p{Me}\u200C\u200D]/u;
/** Before this one, all characters take one column. */
const FIRST_ODD = 0x300;

/** How many columns of a terminal a character takes: 0, 1 or 2. */
export function characterWidth(character: string): 0 | 1 | 2 {
  if ((character.codePointAt(0) ?? 0) < FIRST_ODD) return 1;
  return NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}
