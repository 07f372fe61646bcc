import type { LogSink } from "./execution.ts";

declare const own: unique symbol;

/**
 * Text in Signalbox's own words, for the stream `system` of a log. People trust what stands there, so it never holds text
 * that a script, a server or a value could have chosen.
 */
export type OwnText = string & { readonly [own]: true };

/**
 * A sentence of the program. Besides its own words it may have numbers, other sentences, and addresses: an address that
 * was parsed is ASCII without blanks, so no sentence can stand in it.
 */
export function ownText(
  words: TemplateStringsArray,
  ...values: readonly (number | OwnText | URL)[]
): OwnText {
  return String.raw({ raw: words }, ...values.map(String)) as OwnText;
}

/** Text of a closed list, of the operating system, or of the operator's own settings. */
export function trustedText(text: string): OwnText {
  return text as OwnText;
}

/** Writes a line of Signalbox into a log. */
export function writeOwnText(sink: LogSink, text: OwnText): Promise<void> | undefined {
  return sink.write("system", Buffer.from(`${text}\n`));
}
