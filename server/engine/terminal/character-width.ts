/** Characters that take no column of a terminal: marks on the character before them, and joiners. */
const MARK = /[\p{Mn}\p{Me}\u200C\u200D]/u;
/** Before this one, all characters take one column. */
const FIRST_ODD = 0x300;
/** Characters that take two columns: East Asian wide and full-width ones, and emoji. From and to, in order. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** How many columns of a terminal a character takes: 0, 1 or 2. */
export function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST_ODD) return 1;
  return MARK.test(character) ? 0 : widthWithoutMarks(code);
}

/** Whether a text has characters that take no column. */
export function hasMarks(text: string): boolean {
  return MARK.test(text);
}

/** The columns of a character that is no mark. */
export function widthWithoutMarks(code: number): 1 | 2 {
  if (code < (WIDE[0]?.[0] ?? 0)) return 1;
  for (const [from, to] of WIDE) if (code <= to) return code >= from ? 2 : 1;
  return 1;
}
