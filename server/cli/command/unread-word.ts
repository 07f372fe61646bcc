import { readFileSync } from "node:fs";

/**
 * Node replaces bytes of the command line that are not UTF-8 by U+FFFD. Gives the number of the first word, from 1, with
 * such bytes; null if there is none, or if this system does not tell the bytes.
 *
 * @param words as Node gives them.
 * @param rawLine the bytes of the whole command line, each word ended by a NUL.
 */
export function unreadWord(words: readonly string[], rawLine: () => Buffer = ownLine): number | null {
  if (!words.some((word) => word.includes("\uFFFD"))) return null;
  const raw = rawLine().toString("latin1").split("\0").slice(0, -1).slice(-words.length);
  const place = raw.findIndex((word, at) => Buffer.from(words[at] ?? "").toString("latin1") !== word);
  return place < 0 ? null : place + 1;
}

function ownLine(): Buffer {
  try {
    return readFileSync("/proc/self/cmdline");
  } catch {
    return Buffer.alloc(0);
  }
}
