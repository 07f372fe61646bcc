import { SecretMasker } from "#platform/secrets/secret-masker.ts";
import type { LogSink, LogStream } from "../execution/execution.ts";

/** After so long without output a line is shown whose end may be the beginning of a secret that is wrapped. */
const PAUSE_MS = 1_000;

/** A sink whose bytes are masked; `end` gives the kept rest to the inner sink. */
export function maskedSink(
  sink: LogSink,
  secrets: readonly string[],
): { readonly sink: LogSink; readonly end: () => void } {
  if (secrets.length === 0) return { sink, end: () => undefined };
  const maskers = new Map<LogStream, SecretMasker>();
  const maskerOf = (stream: LogStream): SecretMasker => {
    const known = maskers.get(stream) ?? new SecretMasker(secrets);
    maskers.set(stream, known);
    return known;
  };
  const writeRest = (restOf: (masker: SecretMasker) => Buffer) => {
    for (const [stream, masker] of maskers) {
      const rest = restOf(masker);
      if (rest.length > 0) void sink.write(stream, rest);
    }
  };
  let timer: NodeJS.Timeout | null = null;
  return {
    sink: {
      write: (stream, bytes) => {
        const shown = maskerOf(stream).take(bytes);
        timer = timer?.refresh() ?? setTimeout(() => writeRest((masker) => masker.pause()), PAUSE_MS).unref();
        return shown.length === 0 ? undefined : sink.write(stream, shown);
      },
    },
    end: () => {
      if (timer !== null) clearTimeout(timer);
      writeRest((masker) => masker.end());
    },
  };
}
