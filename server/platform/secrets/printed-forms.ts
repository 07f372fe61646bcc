/** A shorter part of a secret appears everywhere by chance. */
const MIN_BYTES = 6;
/** The first and the last line of keys and certificates are the same in all of them. */
const PEM_FRAME = /^-----(BEGIN|END) [A-Z0-9 ]+-----$/;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The forms of a secret as bytes, the longest first. */
export type PrintedForms = {
  /** Found only where they stand in one piece. */
  readonly whole: readonly Buffer[];
  /** Base64 and base32: found also where lines or spaces divide them. */
  readonly encoded: readonly Buffer[];
  /** Hex in lower case: found in both cases, also where separators divide the bytes. */
  readonly hex: readonly Buffer[];
};

/**
 * The forms in which programs print a secret: as it is, each of its lines, as JSON, in a URL, in HTML, with the escapes
 * of shells and programming languages, in hex, base32 and base64, also inside a longer text and over several lines. The
 * list cannot be complete: masking prevents accidents, not a person who wants to reveal the secret.
 */
export function printedForms(secret: string): PrintedForms {
  const lines = secret.split(/\r?\n/);
  const texts = [secret, ...(lines.length > 1 ? lines.filter(isTelling) : [])];
  const bytes = texts.map((text) => Buffer.from(text));
  // PowerShell and other programs of Windows encode text in two bytes a character.
  const wide = texts.map((text) => Buffer.from(text, "utf16le"));
  return {
    whole: formsOf(texts.flatMap(escapedForms)),
    encoded: formsOf([...[...bytes, ...wide].flatMap(base64Forms), ...bytes.map(base32Part)]),
    hex: formsOf([...bytes, ...wide].map((each) => each.toString("hex"))),
  };
}

function formsOf(texts: readonly string[]): Buffer[] {
  return [...new Set(texts)]
    .map((form) => Buffer.from(form))
    .filter((form) => form.length >= MIN_BYTES)
    .sort((one, other) => other.length - one.length);
}

/** False for a line that says nothing about the secret that it is from. */
function isTelling(line: string): boolean {
  return line.trim() !== "" && !PEM_FRAME.test(line);
}

function escapedForms(text: string): string[] {
  return [
    text,
    ...jsonForms(text),
    ...urlForms(text),
    ...htmlForms(text),
    ...shellForms(text),
    ...byteEscapes(text),
  ];
}

function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const unit = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything but ASCII.
  const ascii = json.replace(/[^\x00-\x7f]/g, unit);
  const inHtml = (from: string) => from.replace(/[<>&'+=]/g, unit);
  // As Go, .NET and PHP write it.
  const forms = [json, ascii, json.replace(/[<>&]/g, unit), inHtml(ascii), ascii.replaceAll("/", "\\/")];
  const upper = (form: string) =>
    form.replace(/\\u[0-9a-f]{4}/g, (found) => `\\u${found.slice(2).toUpperCase()}`);
  return [...forms, ...forms.map(upper), json.replaceAll("\\", "\\\\").replaceAll('"', '\\"')];
}

function urlForms(text: string): string[] {
  // RFC 3986 reserves these, too.
  const strict = (form: string) =>
    form.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const part = encodeURIComponent(text);
  const address = encodeURI(text);
  const form = new URLSearchParams({ "": text }).toString().slice(1);
  const forms = [part, strict(part), address, strict(address), form, part.replaceAll("%20", "+")];
  const lower = (form: string) => form.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase());
  return [...forms, ...forms.map(lower)];
}

function htmlForms(text: string): string[] {
  const basic = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = basic.replaceAll('"', "&quot;");
  const apostrophes = ["'", "&#39;", "&#039;", "&#x27;", "&apos;"];
  return [
    basic,
    ...apostrophes.map((each) => quoted.replaceAll("'", each)),
    basic.replaceAll('"', "&#34;").replaceAll("'", "&#39;"),
  ];
}

function shellForms(text: string): string[] {
  return [
    text.replaceAll("'", "'\\''"),
    text.replaceAll("'", `'"'"'`),
    text.replace(/["\\$`]/g, "\\$&"),
    // `printf %q`.
    text.replace(/[^\p{L}\p{N}_@%+=:,./-]/gu, "\\$&"),
    // `$'…'`.
    text.replace(/['\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t"),
  ];
}

/** Bytes that are not ASCII, as C, Python and git write them. */
function byteEscapes(text: string): string[] {
  const escaped = (written: (byte: number) => string) =>
    [...Buffer.from(text)].map((byte) => (byte > 126 ? written(byte) : String.fromCharCode(byte))).join("");
  return [
    escaped((byte) => `\\x${byte.toString(16)}`),
    escaped((byte) => `\\x${byte.toString(16).toUpperCase()}`),
    escaped((byte) => `\\${byte.toString(8)}`),
  ];
}

/** The part of a text's base64 that does not depend on the text around it, for each of the three possible offsets. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const encoded = whole.toString("base64").replace(/=+$/, "");
    const isLastShared = whole.length % 3 !== 0;
    // Characters that contain bits of the text before or behind are not used.
    const own = encoded.slice(shift === 0 ? 0 : shift + 1, isLastShared ? -1 : undefined);
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** A text's base32 (RFC 4648) without the last character, which may have bits of what is behind. */
function base32Part(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const whole = bits.slice(0, bits.length - (bits.length % 5));
  return (whole.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join("");
}
