import { SecretMasker } from "#platform/secrets/secret-masker.ts";
import type { LogStream } from "../execution/execution.ts";

/** After so long without output a line is shown whose end may be the beginning of a secret that is wrapped. */
const PAUSE_MS = 1_000;

/** Masks secrets in an output, each of its streams by itself. */
export type OutputMask<Stream extends LogStream> = {
  /** Gives what can be shown now. What may be the beginning of a secret is kept. */
  take(stream: Stream, bytes: Buffer): Buffer;
  /** Passes on the kept rest, when no more bytes come. */
  end(): void;
};

/**
 * The mask of one output. It must see all of the output, before anything is left out: a secret of which a part is left
 * out is not recognized any more.
 *
 * @param passOn gets what is shown in a pause and at the end.
 */
export function outputMask<Stream extends LogStream>(
  secrets: readonly string[],
  passOn: (stream: Stream, bytes: Buffer) => void,
): OutputMask<Stream> {
  if (secrets.length === 0) return { take: (_stream, bytes) => bytes, end: () => undefined };
  const maskers = new Map<Stream, SecretMasker>();
  const maskerOf = (stream: Stream): SecretMasker => {
    const known = maskers.get(stream) ?? new SecretMasker(secrets);
    maskers.set(stream, known);
    return known;
  };
  const passRest = (restOf: (masker: SecretMasker) => Buffer) => {
    for (const [stream, masker] of maskers) {
      const rest = restOf(masker);
      if (rest.length > 0) passOn(stream, rest);
    }
  };
  let timer: NodeJS.Timeout | null = null;
  return {
    take(stream, bytes) {
      const shown = maskerOf(stream).take(bytes);
      timer = timer?.refresh() ?? setTimeout(() => passRest((masker) => masker.pause()), PAUSE_MS).unref();
      return shown;
    },
    end() {
      if (timer !== null) clearTimeout(timer);
      passRest((masker) => masker.end());
    },
  };
}
