import { readFileSync } from "node:fs";
import { readSecretKey } from "./secret-box.ts";

/** The key in a file; what is wrong with the file, as a clause, where it has none. */
export function secretKeyInFile(path: string): Buffer | string {
  try {
    return readSecretKey(readFileSync(/*turbopackIgnore: true*/ path, "utf8")) ?? "holds something else";
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`;
  }
}
