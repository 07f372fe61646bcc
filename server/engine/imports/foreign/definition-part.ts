import { isJsonList, isJsonMap, isJsonNumber, type Json, type JsonMap } from "../../json/json.ts";
import { writeJson } from "../../json/write-json.ts";
import { cutText } from "../../text/cut-text.ts";

/** One value of a definition that nobody has read: where it is, and its JSON text. */
export type Unread = { readonly place: string; readonly text: string };

/** The longest value that is shown. */
const MAX_SHOWN = 200;

/**
 * A map of another system's definition. It remembers which fields were read, so that an import can list the rest: nothing
 * is left out in silence.
 */
export class DefinitionPart {
  /** Where it is in the definition: `process_node[3]`. */
  readonly place: string;
  private readonly map: JsonMap;
  private readonly read = new Set<string>();
  private readonly parts = new Map<string, readonly DefinitionPart[]>();

  constructor(map: JsonMap, place: string) {
    this.map = map;
    this.place = place;
  }

  /** The place of a field. */
  placeOf(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  /** The names of the fields, in the order of the definition. */
  names(): readonly string[] {
    return [...this.map.keys()];
  }

  /** Fields that mean nothing here, such as an id that says what the edges say, too. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.read.add(name);
  }

  /** The value of a field; undefined if there is none. */
  value(name: string): Json | undefined {
    this.read.add(name);
    return this.map.get(name);
  }

  /** The text of a field: a number as it is written; null if it is empty or something else. */
  text(name: string): string | null {
    const value = this.map.get(name);
    const text = textOf(value);
    if (text !== null || isNothing(value)) this.read.add(name);
    return text === "" ? null : text;
  }

  /** The number of a field that is a number or the text of one; null if it is something else. */
  number(name: string): number | null {
    const text = textOf(this.map.get(name));
    const number = text === null || text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(number)) return null;
    this.read.add(name);
    return number;
  }

  /** True for true, 1 and "true". Another value than these and their contraries stays unread. */
  flag(name: string): boolean {
    const value = this.map.get(name);
    const text = typeof value === "boolean" ? String(value) : textOf(value);
    const isTrue = text === "true" || text === "True" || text === "1";
    if (isTrue || isNothing(value) || text === "false" || text === "False" || text === "0")
      this.read.add(name);
    return isTrue;
  }

  /** True where the flag is there and says no. */
  isOff(name: string): boolean {
    return !isNothing(this.map.get(name)) && !this.flag(name) && this.read.has(name);
  }

  /** The texts of a list, or of a text alone: `"f1"` is read as `["f1"]`. Other entries stay unread. */
  texts(name: string): readonly string[] {
    const value = this.map.get(name);
    const list = isJsonList(value) ? value : isNothing(value) ? [] : [value];
    const texts = list.map((each) => textOf(each ?? null));
    if (texts.every((text) => text !== null)) this.read.add(name);
    return texts.flatMap((text) => (text === null || text === "" ? [] : [text]));
  }

  /** The map of a field; null if there is none. The same part for the same field, so that it goes on remembering. */
  part(name: string): DefinitionPart | null {
    const value = this.map.get(name);
    if (isNothing(value)) this.read.add(name);
    if (!isJsonMap(value)) return null;
    const known = this.parts.get(name);
    const part = known?.[0] ?? new DefinitionPart(value, this.placeOf(name));
    this.parts.set(name, [part]);
    return part;
  }

  /** The maps of a list, or those of a map by name. What is no map stays unread. */
  all(name: string): readonly DefinitionPart[] {
    const known = this.parts.get(name);
    if (known !== undefined) return known;
    const value = this.map.get(name);
    if (isNothing(value)) this.read.add(name);
    const place = this.placeOf(name);
    const entries = isJsonList(value)
      ? value.map((each, index) => [`${place}[${index}]`, each] as const)
      : isJsonMap(value)
        ? [...value].map(([key, each]) => [`${place}.${key}`, each] as const)
        : [];
    const parts = entries.flatMap(([at, each]) => (isJsonMap(each) ? [new DefinitionPart(each, at)] : []));
    if (parts.length === entries.length && entries.length > 0) this.parts.set(name, parts);
    return parts;
  }

  /** Every value below this part that nobody has read. Empty ones are left out. */
  unread(): readonly Unread[] {
    return [...this.map].flatMap(([name, value]) => {
      if (this.read.has(name)) return [];
      const parts = this.parts.get(name);
      return parts === undefined ? leaves(value, this.placeOf(name)) : parts.flatMap((part) => part.unread());
    });
  }
}

function leaves(value: Json, place: string): readonly Unread[] {
  if (isNothing(value)) return [];
  const text = writeJson(value);
  if (text.length <= MAX_SHOWN) return [{ place, text }];
  if (isJsonList(value)) return value.flatMap((each, index) => leaves(each, `${place}[${index}]`));
  if (isJsonMap(value)) return [...value].flatMap(([name, each]) => leaves(each, `${place}.${name}`));
  return [{ place, text: `${cutText(text, MAX_SHOWN)}… (${text.length.toLocaleString("en")} characters)` }];
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  return (isJsonList(value) && value.length === 0) || (isJsonMap(value) && value.size === 0);
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === "string") return value;
  return isJsonNumber(value) ? writeJson(value) : null;
}
