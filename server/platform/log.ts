import { type DestinationStream, destination, type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

const STDERR = 2;

/**
 * A log to stderr, with one JSON line for each event. Stdout is for results.
 *
 * @param name the process that writes: `web`, `runner`.
 * @param level the lowest level that is written: `debug`, `info`, `warn`, `error`, or `silent`.
 */
export function openLog(
  name: string,
  level: string = "info",
  to: DestinationStream = destination(STDERR),
): Logger {
  return pino({ name, level, base: { name }, timestamp: () => `,"at":"${new Date().toISOString()}"` }, to);
}
