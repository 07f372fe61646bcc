import { SecretMasker } from "#platform/secrets/secret-masker.ts";
import type { LogSink, LogStream } from "../execution/execution.ts";

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
  return {
    sink: {
      write: (stream, bytes) => {
        const shown = maskerOf(stream).take(bytes);
        return shown.length === 0 ? undefined : sink.write(stream, shown);
      },
    },
    end: () => {
      for (const [stream, masker] of maskers) {
        const last = masker.end();
        if (last.length > 0) void sink.write(stream, last);
      }
    },
  };
}
