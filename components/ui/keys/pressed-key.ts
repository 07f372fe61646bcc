/** What is read of a key's event: the browser's own, or React's around it. */
type KeyEvent = Pick<KeyboardEvent, "key" | "code" | "keyCode"> & {
  readonly isComposing?: boolean;
  readonly nativeEvent?: Pick<KeyboardEvent, "isComposing">;
};

/** The code of keys that an input method handles. Safari gives it to the Enter that ends a composition. */
const OF_INPUT_METHOD = 229;
/**
 * The key of an event, for shortcuts and for Enter and Escape: small Latin letters as `z`, other keys as `Enter`. Under a
 * layout of another script it is the Latin letter at that place of the keyboard; Latin layouts keep their own letters.
 * Null while an input method composes text: then the key is meant for that.
 */
export function pressedKey(event: KeyEvent): string | null {
  const { key, code, keyCode, isComposing, nativeEvent } = event;
  if (isComposing === true || nativeEvent?.isComposing === true || keyCode === OF_INPUT_METHOD) return null;
  if (isOfOtherScript(key)) return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]?.toLowerCase() ?? key;
  return [...key].length === 1 ? key.toLowerCase() : key;
}

/** True for a letter, a mark or a digit that is not Latin: Cyrillic, Greek, Hebrew, Arabic, Thai. Not for the `;` of Dvorak. */
function isOfOtherScript(key: string): boolean {
  return /\P{ASCII}/u.test(key) && /[\p{L}\p{M}\p{Nd}]/u.test(key) && !/\p{Script=Latin}/u.test(key);
}
