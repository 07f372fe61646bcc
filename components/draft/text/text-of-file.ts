/** The text of a file; null where it cannot be read as UTF-8: no character of it is ever replaced. */
export async function textOfFile(file: File): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
