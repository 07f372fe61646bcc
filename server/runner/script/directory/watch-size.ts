import { type DirectorySize, sizeOfDirectory } from "./directory-size.ts";

/** Most scripts have ended by then, and are never looked at. */
const FIRST_LOOK_MS = 2_000;
const LOOK_MS = 5_000;
/** A look that takes long is repeated seldom: it takes at most this share of the time. */
const MAX_SHARE = 1 / 20;
/** So many files also fill a disk, and take long to count and to remove. */
export const MAX_WORK_FILES = 1_000_000;

/**
 * Looks from time to time at what a script has written to its work directory.
 *
 * @param maxBytes more is over the limit.
 * @param onOver called once, with a clause for people.
 * @returns ends it.
 */
export function watchSize(
  path: string,
  maxBytes: number,
  onOver: (text: string) => void,
  firstLookMs = FIRST_LOOK_MS,
): () => void {
  let isOver = false;
  const most = { bytes: maxBytes, files: MAX_WORK_FILES };
  const look = async (): Promise<void> => {
    const before = performance.now();
    const size = await sizeOfDirectory(path, most);
    if (isOver) return;
    const text = overLimit(size, most);
    if (text !== null) return onOver(text);
    const took = performance.now() - before;
    timer = setTimeout(() => void look(), Math.max(LOOK_MS, took / MAX_SHARE));
  };
  let timer = setTimeout(() => void look(), firstLookMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** What is over the limit, as a clause; null where nothing is. */
export function overLimit({ bytes, files }: DirectorySize, most: DirectorySize): string | null {
  if (bytes > most.bytes) return `its work directory has more than ${sizeText(most.bytes)}`;
  return files > most.files
    ? `its work directory has more than ${most.files.toLocaleString("en")} files`
    : null;
}

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < UNITS.length - 1; unit += 1) value /= 1024;
  return `${Number(value.toFixed(1)).toLocaleString("en")} ${UNITS[unit]}`;
}
