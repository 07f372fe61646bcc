import { type SQL, sql } from "drizzle-orm";
import { customType, datetime } from "drizzle-orm/mysql-core";
import { isJsonMap, type Json, type Values } from "#engine/json/json.ts";
import { readJson } from "#engine/json/read-json.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { writeJson } from "#engine/json/write-json.ts";

/** In UTF-8. */
const MAX_CHARACTER_BYTES = 4;

/**
 * A text that identifies something. It is stored as the bytes of its UTF-8, so two keys are one only where they are the
 * same code points: MariaDB and MySQL ignore spaces at the end in every collation that both of them know.
 */
export const exactKey = customType<{ data: string; driverData: Buffer; config: { length: number } }>({
  dataType: (config) => `varbinary(${(config?.length ?? 255) * MAX_CHARACTER_BYTES})`,
  toDriver: (text) => Buffer.from(text),
  fromDriver: (bytes) => bytes.toString("utf8"),
});

/**
 * Text for people. Such columns name their character set and collation, because a server's default may be latin1
 * (MariaDB 10.11) and MariaDB does not know `utf8mb4_0900_*`. A key is no such text: see `exactKey`.
 */
export const exactText = customType<{ data: string; config: { length: number } }>({
  dataType: (config) => `varchar(${config?.length ?? 255}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
});

/** A text that is searched and sorted without regard to case and accents. No key: see `exactKey`. */
export const foldedText = customType<{ data: string; config: { length: number } }>({
  dataType: (config) =>
    `varchar(${config?.length ?? 255}) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
});

/** For words that the program writes itself, and for names whose characters were checked. */
export const asciiText = customType<{ data: string; config: { length: number } }>({
  dataType: (config) => `varchar(${config?.length ?? 64}) CHARACTER SET ascii COLLATE ascii_bin`,
});

const MEDIUM_TEXT = "mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

/** Up to 16 MiB of text. */
export const longText = customType<{ data: string }>({ dataType: () => MEDIUM_TEXT });

/** The values of a person or a script, by name, as JSON text. Nothing of them is lost: see `engine/json/read-json.ts`. */
export const valuesText = customType<{ data: Values; driverData: string }>({
  dataType: () => MEDIUM_TEXT,
  toDriver: writeJson,
  fromDriver: (text) => {
    const value = keptJson(text);
    if (!isJsonMap(value)) throw new TypeError("Values in the database are not a JSON object.");
    return Object.fromEntries(value);
  },
});

/** One value of a person or of a server, as JSON text. */
export const dataText = customType<{ data: Json; driverData: string }>({
  dataType: () => MEDIUM_TEXT,
  toDriver: writeJson,
  fromDriver: keptJson,
});

function keptJson(text: string): Json {
  const read = readJson(text);
  if (read.ok) return read.value;
  throw new TypeError(`A value in the database cannot be read. ${read.problem}`);
}

/**
 * JSON as text that keeps its bytes. MySQL's JSON type reorders keys, MariaDB's is text with a check, and mysql2 parses
 * only one of them. A value is read back exactly as it was written: see `engine/json/wire.ts`.
 */
export const jsonText = <T>() =>
  customType<{ data: T; driverData: string }>({
    dataType: () => MEDIUM_TEXT,
    toDriver: wireText,
    fromDriver: (text) => readWireText(text) as T,
  });

export const token = customType<{ data: Buffer }>({ dataType: () => "binary(16)" });

/** Of a random token, by SHA-256. The token itself is in no table. */
export const digest = customType<{ data: Buffer }>({ dataType: () => "binary(32)" });

export const bytes = customType<{ data: Buffer }>({ dataType: () => "mediumblob" });

/** UTC, to the millisecond. Every connection sets `time_zone = '+00:00'`. */
export const instant = (name: string) => datetime(name, { fsp: 3, mode: "date" });

/** For a CHECK: the column `state` has one of these values. They come from the engine's model, never from a request. */
export function isInState<State extends string>(...states: readonly State[]): SQL {
  const quoted = states.map((state) => `'${state}'`);
  return sql.raw(quoted.length === 1 ? `state = ${quoted[0]}` : `state in (${quoted.join(",")})`);
}
