import { useEffect, useMemo, useState } from "react";
import { type ImportedDefinition, importedDefinition } from "./imported-definition.ts";

/** So much text is read at once; more would keep the page from answering. */
const MAX_AT_ONCE = 50_000;

type Found = {
  readonly text: string;
  readonly name: string | undefined;
  readonly result: ImportedDefinition;
};

/**
 * A definition as graph files; null while it is read. A long one is read by a thread of the browser, so that the page answers
 * meanwhile.
 *
 * @param text null: nothing is read.
 * @param name of its graph; left out: that of the definition.
 */
export function useImported(text: string | null, name?: string): ImportedDefinition | null {
  const isShort = text !== null && text.length <= MAX_AT_ONCE;
  const short = useMemo(() => (isShort ? importedDefinition({ text, name }) : null), [isShort, text, name]);
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (isShort || text === null) return;
    const worker = new Worker(new URL("./definition-worker.ts", import.meta.url), { type: "module" });
    const take = (result: ImportedDefinition) => setFound({ text, name, result });
    worker.addEventListener("message", ({ data }: MessageEvent<ImportedDefinition>) => take(data));
    // A browser without such threads does it itself.
    worker.addEventListener("error", () => take(importedDefinition({ text, name })));
    worker.postMessage({ text, name });
    return () => worker.terminate();
  }, [isShort, text, name]);
  return short ?? (found?.text === text && found.name === name ? found.result : null);
}
