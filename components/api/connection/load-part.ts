import { useConnection } from "./connection.ts";

const PAUSE_MS = 1_000;
/** So often a server that answers is asked for a part that it does not give: it may have another build by now. */
const MAX_REFUSALS = 3;

/** What ends the pauses of all parts that could not be loaded yet. */
const pauses = new Set<() => void>();

/** Has every part that could not be loaded yet asked for again at once. */
export function tryPartsNow(): void {
  for (const end of pauses) end();
}

/** True where the server answered that it has no such file: it has another build by now. The bundler names the error. */
export function isPartMissing(error: unknown): boolean {
  return error instanceof Error && error.name === "ChunkLoadError";
}

/**
 * Loads a part of the program that a page needs only later. While the server is away it is asked for again: what the page
 * shows stays, and the part comes once the server is back.
 *
 * @param load imports the part.
 * @param onFailed told each time that it could not be loaded.
 * @throws what `load` throws, where the server answers and still does not give it.
 */
export async function loadPart<Part>(load: () => Promise<Part>, onFailed?: () => void): Promise<Part> {
  for (let refusals = 0; ; ) {
    try {
      return await load();
    } catch (error) {
      onFailed?.();
      if (navigator.onLine && useConnection.getState().state === "live") refusals += 1;
      if (refusals === MAX_REFUSALS) throw error;
    }
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      pauses.delete(end);
      resolve();
    };
    const timer = setTimeout(end, PAUSE_MS);
    pauses.add(end);
  });
}
