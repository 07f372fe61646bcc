/** What a line says about itself in the form of GitHub Actions (`::error file=a.js::no`) or Azure (`##[error]no`). */
export type LineMark = {
  readonly kind: "group" | "endgroup" | "error" | "warning" | "notice" | "debug" | "command" | "section";
  /** Where its own text begins, behind the mark. */
  readonly textAt: number;
  /** The file and the line in it that it is about, such as `src/a.js:3:5`; null where it names none. */
  readonly place: string | null;
};

const KINDS: ReadonlySet<string> = new Set([
  "group",
  "endgroup",
  "error",
  "warning",
  "notice",
  "debug",
  "command",
  "section",
]);

/** The mark at the beginning of a line; null where there is none. */
export function lineMark(text: string): LineMark | null {
  const start = text.length - text.trimStart().length;
  if (text.startsWith("::", start)) return colonMark(text, start + 2);
  if (text.startsWith("##[", start)) return hashMark(text, start + 3);
  return null;
}

/** `::name key=value,key=value::text` */
function colonMark(text: string, start: number): LineMark | null {
  const end = text.indexOf("::", start);
  if (end === -1) return null;
  const [name = "", ...rest] = text.slice(start, end).split(" ");
  return isKind(name) ? { kind: name, textAt: end + 2, place: placeIn(rest.join(" ")) } : null;
}

/** `##[name]text` */
function hashMark(text: string, start: number): LineMark | null {
  const end = text.indexOf("]", start);
  const name = end === -1 ? "" : text.slice(start, end);
  return isKind(name) ? { kind: name, textAt: end + 1, place: null } : null;
}

function isKind(name: string): name is LineMark["kind"] {
  return KINDS.has(name);
}

function placeIn(properties: string): string | null {
  const values = new Map(
    properties.split(",").flatMap((each): [string, string][] => {
      const at = each.indexOf("=");
      return at === -1 ? [] : [[each.slice(0, at).trim(), decoded(each.slice(at + 1))]];
    }),
  );
  const file = values.get("file") ?? "";
  if (file === "") return null;
  return [file, values.get("line"), values.get("col")]
    .filter((part) => part !== undefined && part !== "")
    .join(":");
}

const ESCAPES: Readonly<Record<string, string>> = { "%3A": ":", "%2C": ",", "%25": "%" };

function decoded(value: string): string {
  return value.replace(/%(?:3A|2C|25)/gi, (code) => ESCAPES[code.toUpperCase()] ?? code);
}
