import { type DestinationStream, destination, type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

const STDERR = 2;

/**
 * A log of one JSON line an event, to stderr: stdout belongs to what somebody asked for.
 *
 * @param name the process that writes: `web`, `runner`.
 * @param level the least that is written: `debug`, `info`, `warn`, `error`, or `silent`.
 */
export function openLog(
  name: string,
  level: string = "info",
  to: DestinationStream = destination(STDERR),
): Logger {
  return pino({ name, level, base: { name }, timestamp: () => `,"at":"${new Date().toISOString()}"` }, to);
}
