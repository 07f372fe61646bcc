import { normalDateTime } from "../../time/dates.ts";

const WHOLE = /^[-+]?\d+$/;
/** The library would read these as hexadecimal, octal or binary digits. */
const OTHER_DIGITS = /^0[xob]/i;

/**
 * Refuses the texts that JavaScript converts but CEL does not, with the words of the library: the empty text would be the
 * number 0, and the 31st of February the 3rd of March. It reads a text once, which the cost of the call covers: `countCosts`
 * counts that before.
 *
 * @param name the called function; each that converts no text is passed over.
 * @throws Error where the text stands for no such value.
 */
export function refuseConversion(name: string, text: unknown): void {
  if (typeof text !== "string") return;
  if ((name === "int" || name === "uint") && !WHOLE.test(text)) throw cannotConvert(name);
  if (name === "double" && OTHER_DIGITS.test(text)) throw cannotConvert(name);
  if (name === "timestamp" && normalDateTime(text) === null)
    throw new Error(
      "timestamp() requires a moment with its zone in ISO 8601 format, such as 2024-05-01T10:00:00Z",
    );
}

function cannotConvert(type: string): Error {
  return new Error(`${type}() type error: cannot convert to ${type}`);
}
