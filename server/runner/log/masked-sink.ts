import type { LogSink, LogStream } from "../execution/execution.ts";
import { outputMask } from "./output-mask.ts";

/** A sink whose bytes are masked; `end` gives the kept rest to the inner sink. */
export function maskedSink(
  sink: LogSink,
  secrets: readonly string[],
): { readonly sink: LogSink; readonly end: () => void } {
  const mask = outputMask<LogStream>(secrets, (stream, bytes) => void sink.write(stream, bytes));
  return {
    sink: {
      write(stream, bytes) {
        const shown = mask.take(stream, bytes);
        return shown.length === 0 ? undefined : sink.write(stream, shown);
      },
    },
    end: mask.end,
  };
}
