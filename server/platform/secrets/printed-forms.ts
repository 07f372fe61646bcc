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
  /** Bytes as numbers. Hex is in lower case: found in both cases, also where separators divide the bytes. */
  readonly numbers: readonly Buffer[];
  /** Quoted-printable: found also where its line ends divide it. */
  readonly quoted: readonly Buffer[];
};

/**
 * The forms in which programs print a secret: as it is, each of its lines, as JSON, in a URL, in HTML and XML, with the
 * escapes of shells and programming languages, in quoted-printable, as numbers of its bytes, in base32 and base64, also
 * inside a longer text and over several lines. The list cannot be complete: masking prevents accidents, not a person who wants to reveal the secret.
 */
export function printedForms(secret: string): PrintedForms {
  const lines = secret.split(/\r?\n/);
  const texts = [secret, ...(lines.length > 1 ? lines.filter(isTelling) : [])];
  const bytes = texts.map((text) => Buffer.from(text));
  // PowerShell and other programs of Windows encode text in two bytes a character.
  const wide = texts.map((text) => Buffer.from(text, "utf16le"));
  return {
    whole: formsOf(texts.flatMap(escapedForms)),
    encoded: formsOf([...[...bytes, ...wide].flatMap(base64Forms), ...bytes.flatMap(base32Forms)]),
    numbers: formsOf([...bytes, ...wide].flatMap((each) => NUMBERS.map((written) => byBytes(each, written)))),
    quoted: formsOf(bytes.flatMap(quotedPrintable)),
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
    ...characterReferences(text),
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

type Written = (byte: number) => string;
const inHex: Written = (byte) => byte.toString(16).padStart(2, "0");
const inOctal: Written = (byte) => byte.toString(8).padStart(3, "0");
const NUMBERS: readonly Written[] = [inHex, inOctal, String];

/** How C, Python, git and bash write the bytes that they do not write as they are. */
const ESCAPES: readonly Written[] = [
  (byte) => `\\x${inHex(byte)}`,
  (byte) => `\\x${inHex(byte).toUpperCase()}`,
  (byte) => `\\${inOctal(byte)}`,
];
/** Which characters get a backslash. */
const QUOTED = ["", "\\", '\\"', "\\'", "\\\"'"];
const C_NAMES: Readonly<Record<string, string>> = { "\n": "n", "\t": "t", "\r": "r" };
const BASH_NAMES: Readonly<Record<string, string>> = {
  ...C_NAMES,
  "\u0007": "a",
  "\b": "b",
  "\u001b": "E",
  "\f": "f",
  "\v": "v",
};
const DELETE = 127;

function byBytes(bytes: Buffer, written: Written): string {
  return Array.from(bytes, written).join("");
}

function byteEscapes(text: string): string[] {
  const bytes = Buffer.from(text);
  const isControl = (byte: number) => byte < 32 || byte === DELETE;
  return [C_NAMES, BASH_NAMES].flatMap((names) =>
    QUOTED.flatMap((quoted) =>
      ESCAPES.flatMap((escaped) =>
        [256, DELETE].map((firstEscaped) => {
          const write = (byte: number) => {
            const char = String.fromCharCode(byte);
            if (Object.hasOwn(names, char)) return `\\${names[char]}`;
            if (quoted.includes(char)) return `\\${char}`;
            return isControl(byte) || byte >= firstEscaped ? escaped(byte) : char;
          };
          return Buffer.from(byBytes(bytes, write), "latin1").toString();
        }),
      ),
    ),
  );
}

/** With the special characters as numbers, and with all of them. */
function characterReferences(text: string): string[] {
  const forms: ((code: number) => string)[] = [
    (code) => `&#${code};`,
    (code) => `&#x${inHex(code)};`,
    (code) => `&#x${inHex(code).toUpperCase()};`,
    (code) => `\\u{${inHex(code)}}`,
  ];
  const codeOf = (char: string) => char.codePointAt(0) ?? 0;
  const units = (write: (unit: string) => string) =>
    Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at).toString(16).padStart(4, "0")));
  return [
    ...forms.map((written) => [...text].map((char) => written(codeOf(char))).join("")),
    ...forms.map((written) => text.replace(/[^A-Za-z0-9_]/gu, (char) => written(codeOf(char)))),
    units((unit) => `\\u${unit}`).join(""),
    units((unit) => `\\u${unit.toUpperCase()}`).join(""),
  ];
}

function quotedPrintable(bytes: Buffer): string[] {
  const escaped = (byte: number) => `=${inHex(byte).toUpperCase()}`;
  const usual = byBytes(bytes, (byte) =>
    byte < 32 || byte >= DELETE || byte === 0x3d ? escaped(byte) : String.fromCharCode(byte),
  );
  return [usual, usual.replaceAll(" ", "=20"), usual.replaceAll(" ", "_")];
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

/** The part of a text's base32 (RFC 4648) that does not depend on the text around it, for each of its offsets. */
function base32Forms(bytes: Buffer): string[] {
  const bits = byBytes(bytes, (byte) => byte.toString(2).padStart(8, "0"));
  return [0, 1, 2, 3, 4].flatMap((shift) => {
    const first = (5 - ((shift * 8) % 5)) % 5;
    const own = (bits.slice(first).match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]);
    return [own.join(""), own.join("").toLowerCase()];
  });
}
