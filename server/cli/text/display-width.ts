import { characterWidth } from "#engine/log/character-width.ts";

/** How many columns of a terminal a text without escapes takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}
