import {
  type SaveStreamInput,
  type StreamView,
  USUAL_MAX_LENGTH,
  USUAL_MAX_RECORD_BYTES,
} from "#contract/flow/streams.ts";

/** What is typed of a stream. */
export type StreamEntries = {
  readonly name: string;
  readonly connection: string;
  /** Null: where somebody may design, until one is chosen. */
  readonly folder: string | null;
  readonly redisKey: string;
  readonly maxLength: string;
  readonly maxRecordBytes: string;
  readonly keyField: string;
};

export const STREAM_FIELDS: Readonly<Record<keyof StreamEntries, string>> = {
  name: "Name",
  connection: "Connection",
  folder: "Folder",
  redisKey: "Key in Redis",
  maxLength: "Records at most",
  maxRecordBytes: "Bytes of a record at most",
  keyField: "Field that is the key",
};

/** The form of a new one. */
export function newStreamEntries(): StreamEntries {
  return {
    ...{ name: "", connection: "", folder: null, redisKey: "", keyField: "" },
    maxLength: String(USUAL_MAX_LENGTH),
    maxRecordBytes: String(USUAL_MAX_RECORD_BYTES),
  };
}

/** The form of one that there is. */
export function entriesOfStream(stream: StreamView): StreamEntries {
  const { name, connection, folder, redisKey, maxLength, maxRecordBytes, keyField } = stream;
  return {
    ...{ name, connection, folder, redisKey: redisKey === name ? "" : redisKey, keyField: keyField ?? "" },
    maxLength: String(maxLength),
    maxRecordBytes: String(maxRecordBytes),
  };
}

/** The labels of the fields in which two forms differ. */
export function differingStreamFields(one: StreamEntries, other: StreamEntries): readonly string[] {
  const names = Object.keys(STREAM_FIELDS) as (keyof StreamEntries)[];
  return names.filter((name) => one[name] !== other[name]).map((name) => STREAM_FIELDS[name]);
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * What is typed as the API takes it, and what is wrong with it by field.
 *
 * @param usualFolder where it is as long as no folder is chosen.
 */
export function readStreamEntries(
  entries: StreamEntries,
  usualFolder: string,
): {
  readonly input: SaveStreamInput;
  readonly problems: ReadonlyMap<string, string>;
} {
  const problems = new Map<string, string>();
  const { connection, redisKey, keyField } = entries;
  const folder = entries.folder ?? usualFolder;
  const name = entries.name.trim();
  if (!NAME.test(name) || name.length > 100)
    problems.set("name", "Wanted letters, digits, dots, hyphens and underscores, at most 100: orders.");
  if (connection === "") problems.set("connection", "Required: choose a connection of the kind redis.");
  const number = (field: "maxLength" | "maxRecordBytes", max: number) => {
    const text = entries[field].replaceAll(/[\s,]/g, "");
    const value = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > max)
      problems.set(field, `Wanted a whole number from 1 to ${max.toLocaleString("en")}.`);
    return value;
  };
  return {
    input: {
      ...{ name, connection, folder },
      maxLength: number("maxLength", 1_000_000_000),
      maxRecordBytes: number("maxRecordBytes", 1_000_000),
      ...(redisKey.trim() !== "" && { redisKey: redisKey.trim() }),
      ...(keyField.trim() !== "" && { keyField: keyField.trim() }),
    },
    problems,
  };
}
