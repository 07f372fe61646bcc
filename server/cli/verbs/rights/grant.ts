import { type Command, InvalidArgumentError } from "commander";
import { markedName } from "#contract/folders.ts";
import { ROLE_WORDS, ROLES, type Role } from "#engine/rights/roles.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { folderPath, typedFolder } from "../../input/folder-path.ts";
import { rowId } from "../../input/row-id.ts";
import { byName } from "./by-name.ts";

type AddOptions = JsonOption & { readonly person?: string; readonly group?: string; readonly folder: string };

/** `grant list|add|remove`: who has which role in a folder, and so in all below it. */
export function addGrant(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the roles that count in a folder", "grant list ops")
    .argument("[folder]", "its path; / is the root", "/")
    .action(async (text: string, options: JsonOption) => {
      const client = await context.server();
      const grants = await client.grants.list.query({ folder: folderPath(text) });
      const people = options.json ? [] : (await client.grants.candidates.query()).people;
      const personOf = ({ id, name }: { id: number; name: string }) =>
        markedName({ name, mark: people.find((person) => person.id === id)?.mark ?? null });
      context.give(options, grants, () =>
        context.table(
          ["ID", "ROLE", "TO", "GIVEN IN"],
          grants.map(({ id, role, to, folder }) => [
            String(id),
            role,
            to.kind === "group" ? `group ${to.name}` : personOf(to),
            typedFolder(folder),
          ]),
        ),
      );
    });
  defineVerb(
    group,
    "add",
    "give a role in a folder and in all below it",
    "grant add operator --person ann --folder ops",
  )
    .argument("<role>", ROLES.join(", "), roleIn)
    .option("--person <name>", "who gets it")
    .option("--group <name>", "the group that gets it; everyone is all people")
    .option("--folder <folder>", "where; / is the root", "/")
    .addHelpText(
      "after",
      `\nRoles:\n${ROLES.map((role) => `  ${role.padEnd(9)} ${ROLE_WORDS[role]}`).join("\n")}`,
    )
    .action(async (role: Role, { person, group: groupName, folder: text, ...options }: AddOptions) => {
      if ((person === undefined) === (groupName === undefined))
        throw badUsage("Who gets the role?", "Say --person NAME or --group NAME.");
      const folder = folderPath(text);
      const client = await context.server();
      const { people, groups } = await client.grants.candidates.query();
      const to =
        groupName === undefined
          ? { person: byName(people, person ?? "", "person").id }
          : { group: byName(groups, groupName, "group").id };
      const made = await client.grants.add.mutate({ folder, role, ...to });
      context.give(options, made, () => `${made.to.name} is ${role} in ${typedFolder(made.folder)} now.\n`);
    });
  defineVerb(group, "remove", "take a role away", "grant remove 3 --folder ops")
    .argument("<id>", "its number in `grant list`")
    .option("--folder <folder>", "where it was given; / is the root", "/")
    .action(async (text: string, { folder, ...options }: JsonOption & { folder: string }) => {
      const id = rowId(text, "grant");
      const gone = await (await context.server()).grants.remove.mutate({ folder: folderPath(folder), id });
      context.give(options, gone, () => `The role ${id} is taken away.\n`);
    });
}

function roleIn(text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (role === undefined)
    throw new InvalidArgumentError(`"${text}" is no role. Choose one of ${ROLES.join(", ")}.`);
  return role;
}
