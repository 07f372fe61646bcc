import { bigint, customType, index, mysqlTable, primaryKey } from "drizzle-orm/mysql-core";
import { digest, instant } from "../columns.ts";
import { person } from "./people.ts";

/** A text that the secret box has encrypted. */
const box = customType<{ data: Buffer }>({ dataType: () => "varbinary(255)" });
const personId = () =>
  bigint("person_id", { mode: "number", unsigned: true })
    .notNull()
    .references(() => person.id);

/** The authenticator app of a person, which shows the codes of RFC 6238. */
export const authenticator = mysqlTable("authenticator", {
  personId: personId().primaryKey(),
  secret: box("secret").notNull(),
  /** The number of the last code that was accepted: no code up to it is accepted again. */
  lastStep: bigint("last_step", { mode: "number", unsigned: true }).notNull(),
  createdAt: instant("created_at").notNull(),
  /** When a first code showed that the app has the secret. Null: it is not asked for yet. */
  confirmedAt: instant("confirmed_at"),
});

/** A code for who has lost their authenticator app. It is deleted when it is used. */
export const recoveryCode = mysqlTable(
  "recovery_code",
  { personId: personId(), digest: digest("digest").notNull() },
  (table) => [primaryKey({ columns: [table.personId, table.digest] })],
);

/** A sign-in that waits for its second factor. Its token is in a cookie of the browser. */
export const pendingSignIn = mysqlTable(
  "pending_sign_in",
  {
    digest: digest("digest").primaryKey(),
    personId: personId(),
    expiresAt: instant("expires_at").notNull(),
    /** When the session that follows is over, however it is used. */
    endsAt: instant("ends_at"),
  },
  (table) => [index("pending_sign_in_expires").on(table.expiresAt)],
);
