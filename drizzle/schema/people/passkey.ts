import {
  bigint,
  boolean,
  customType,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  unique,
} from "drizzle-orm/mysql-core";
import { asciiText, digest, exactText, instant } from "../columns.ts";
import { person } from "./people.ts";

/** As long as an authenticator may make it. */
const credentialId = customType<{ data: Buffer }>({ dataType: () => "varbinary(1023)" });
/** As COSE. */
const publicKey = customType<{ data: Buffer }>({ dataType: () => "varbinary(1024)" });
const userHandle = customType<{ data: Buffer }>({ dataType: () => "binary(32)" });
const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** A key pair with which a person signs in (WebAuthn). Its private half stays with the person. */
export const passkey = mysqlTable(
  "passkey",
  {
    id: idOf("id").autoincrement().primaryKey(),
    personId: idOf("person_id")
      .notNull()
      .references(() => person.id),
    name: exactText("name", { length: 100 }).notNull(),
    credentialId: credentialId("credential_id").notNull(),
    /** By which an authenticator knows the person: random, and the same for all their passkeys. */
    userHandle: userHandle("user_handle").notNull(),
    publicKey: publicKey("public_key").notNull(),
    /** How often it signed, as it says itself; 0 for those that do not count. */
    counter: int("counter", { unsigned: true }).notNull(),
    /** How it is reached: `internal hybrid`. */
    transports: asciiText("transports", { length: 220 }).notNull(),
    /** The host name for which it was made. It works at no other. */
    rpId: asciiText("rp_id", { length: 255 }).notNull(),
    /** Whether it may be copied to other devices of the person, and whether it was. */
    isSyncable: boolean("is_syncable").notNull(),
    isBackedUp: boolean("is_backed_up").notNull(),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [
    unique("passkey_credential").on(table.credentialId),
    index("passkey_person").on(table.personId),
  ],
);

/** A challenge that a browser was given for a passkey to sign. It is used once. */
export const passkeyChallenge = mysqlTable(
  "passkey_challenge",
  {
    digest: digest("digest").primaryKey(),
    /** Of a token in a cookie: an answer counts only in the browser that was asked. */
    browserDigest: digest("browser_digest").notNull(),
    purpose: mysqlEnum("purpose", ["sign in", "confirm", "add"]).notNull(),
    /** Who is signed in; null where nobody is yet. */
    personId: idOf("person_id").references(() => person.id),
    /** Of the passkey that is added. */
    userHandle: userHandle("user_handle"),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("passkey_challenge_person").on(table.personId),
    index("passkey_challenge_expires").on(table.expiresAt),
  ],
);
