/** The number of bytes of `text` in UTF-8, without encoding it. Half a surrogate pair counts as U+FFFD: three bytes. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit < 0x80) continue;
    if (unit < 0x800) length += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(place + 1))) {
      // A surrogate pair: two units, four bytes.
      length += 2;
      place += 1;
    } else length += 2;
  }
  return length;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
