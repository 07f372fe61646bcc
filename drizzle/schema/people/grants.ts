import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  unique,
} from "drizzle-orm/mysql-core";
import { ROLES } from "#engine/rights/roles.ts";
import { exactKey, exactText, instant } from "../columns.ts";
import { folder } from "../folder.ts";
import { person } from "./people.ts";

const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** The group of all people, which the migration makes. It has no rows of members. */
export const EVERYONE_ID = 1;

/** People who get the same roles. */
export const peopleGroup = mysqlTable(
  "people_group",
  {
    id: idOf("id").autoincrement().primaryKey(),
    name: exactText("name", { length: 100 }).notNull(),
    /** The name in lower case. */
    nameKey: exactKey("name_key", { length: 100 }).notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
  },
  (table) => [unique("people_group_name").on(table.nameKey)],
);

/** That a person is in a group. */
export const groupMember = mysqlTable(
  "group_member",
  {
    groupId: idOf("group_id")
      .notNull()
      .references(() => peopleGroup.id),
    personId: idOf("person_id")
      .notNull()
      .references(() => person.id),
    /** Somebody added them. */
    isByHand: boolean("is_by_hand").notNull().default(true),
    /** The identity provider says so; it ends when the provider does not say so any more. */
    isByProvider: boolean("is_by_provider").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.personId] }),
    index("group_member_person").on(table.personId),
  ],
);

/** That a person or a group has a role in a folder and in all below it. */
export const folderGrant = mysqlTable(
  "folder_grant",
  {
    id: idOf("id").autoincrement().primaryKey(),
    folderId: idOf("folder_id")
      .notNull()
      .references(() => folder.id),
    /** Exactly one of the two is there. */
    personId: idOf("person_id").references(() => person.id),
    groupId: idOf("group_id").references(() => peopleGroup.id),
    role: mysqlEnum("role", ROLES).notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
  },
  (table) => [
    unique("folder_grant_person").on(table.personId, table.folderId, table.role),
    unique("folder_grant_group").on(table.groupId, table.folderId, table.role),
    check("folder_grant_to_one", sql`(person_id is null) <> (group_id is null)`),
  ],
);
