import { type BigIntStats, lstatSync } from "node:fs";

/** A file or directory as it is now. */
export function fileAt(path: string): BigIntStats {
  return lstatSync(path, { bigint: true });
}

/** Whether nothing of it was changed, as far as the operating system tells. */
export function isSameFile(a: BigIntStats, b: BigIntStats): boolean {
  return (
    a.dev === b.dev &&
    a.ino === b.ino &&
    a.ctimeNs === b.ctimeNs &&
    a.mode === b.mode &&
    a.uid === b.uid &&
    a.gid === b.gid &&
    a.nlink === b.nlink &&
    a.size === b.size
  );
}
