/**
 * A text without the characters of a set that it ends with. The pattern `/0+$/` does the same, and begins anew at each of a
 * long row of zeros in the middle: 100,000 of them took 18 seconds.
 *
 * @param characters such as `"0"` or `".,;"`, each one UTF-16 unit.
 */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
