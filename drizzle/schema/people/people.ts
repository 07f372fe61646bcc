import { bigint, boolean, index, int, mysqlTable, unique } from "drizzle-orm/mysql-core";
import { asciiText, digest, exactKey, exactText, instant } from "../columns.ts";
import { folderId } from "../folder.ts";

const id = () => bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey();
const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** Somebody who may sign in. */
export const person = mysqlTable(
  "person",
  {
    id: id(),
    /** What is written beside everything that they do. */
    name: exactText("name", { length: 100 }).notNull(),
    /** In lower case. Null: they sign in by links only. */
    email: exactKey("email", { length: 254 }),
    /** An argon2id hash, with its parameters; null where they have no password. */
    password: asciiText("password", { length: 200 }),
    /** Somebody decided that an identity with this email, verified by the provider, is this person. Used up by it. */
    isLinkable: boolean("is_linkable").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
  },
  (table) => [unique("person_email").on(table.email)],
);

/** A browser in which a person is signed in. It ends when its row is deleted, or by the clock. */
export const session = mysqlTable(
  "session",
  {
    id: id(),
    digest: digest("digest").notNull(),
    personId: idOf("person_id")
      .notNull()
      .references(() => person.id),
    /** What the browser says that it is. */
    device: exactText("device", { length: 200 }).notNull(),
    address: asciiText("address", { length: 60 }).notNull(),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** It is over then, however it is used: the identity provider is to be asked again. */
    endsAt: instant("ends_at"),
  },
  (table) => [unique("session_digest").on(table.digest), index("session_expires").on(table.expiresAt)],
);

/** What a program shows instead of a person. */
export const apiToken = mysqlTable(
  "api_token",
  {
    id: id(),
    digest: digest("digest").notNull(),
    name: exactText("name", { length: 100 }).notNull(),
    /** What it may do: `read launch`. */
    acts: asciiText("acts", { length: 200 }).notNull(),
    /** It may do them in this folder and below it. */
    folderId: folderId(),
    /** Who made it: it never may more than they may. Null: the command line, which may do everything. */
    personId: idOf("person_id").references(() => person.id),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
    usedAt: instant("used_at"),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [unique("api_token_digest").on(table.digest)],
);

/** A link that signs a person in once. Without a person: the first person of all, who is made when it is opened. */
export const signInLink = mysqlTable(
  "sign_in_link",
  {
    digest: digest("digest").primaryKey(),
    personId: idOf("person_id").references(() => person.id),
    /** Made by the user who runs the server: it asks for no second factor. */
    isOfOwner: boolean("is_of_owner").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("sign_in_link_expires").on(table.expiresAt)],
);

/** A browser in which this person has signed in before. Wrong passwords of others do not keep it out. */
export const knownDevice = mysqlTable("known_device", {
  digest: digest("digest").primaryKey(),
  personId: idOf("person_id")
    .notNull()
    .references(() => person.id),
  expiresAt: instant("expires_at").notNull(),
});

/** How often a sign-in was tried within a while, for an account, an address or a browser. */
export const signInLimit = mysqlTable(
  "sign_in_limit",
  {
    /** A digest of what is limited. */
    key: digest("key").primaryKey(),
    tries: int("tries", { unsigned: true }).notNull(),
    since: instant("since").notNull(),
  },
  (table) => [index("sign_in_limit_since").on(table.since)],
);
