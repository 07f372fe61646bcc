import type { Command } from "commander";
import { markedName } from "#contract/folders.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { typedFolder } from "../../input/folder-path.ts";
import { byName } from "./by-name.ts";

/** `group list|create|rename|delete|add|remove`: people who get the same roles. */
export function addGroup(group: Command, context: CommandContext): void {
  const groupOf = async (name: string) => {
    const client = await context.server();
    return { client, id: byName(await client.groups.list.query(), name, "group").id };
  };
  const personOf = async (name: string) =>
    byName((await (await context.server()).grants.candidates.query()).people, name, "person").id;

  defineVerb(group, "list", "list the groups, their people and their roles", "group list").action(
    async (options: JsonOption) => {
      const groups = await (await context.server()).groups.list.query();
      context.give(options, groups, () =>
        context.table(
          ["GROUP", "PEOPLE", "ROLES"],
          groups.map(({ name, isEveryone, members, grants }) => [
            name,
            isEveryone ? "all people" : members.map(markedName).join(", ") || "-",
            grants.map(({ role, folder }) => `${role} in ${typedFolder(folder)}`).join(", ") || "-",
          ]),
        ),
      );
    },
  );
  defineVerb(group, "create", "make a group", "group create night-shift")
    .argument("<name>", "its name")
    .action(async (name: string, options: JsonOption) => {
      const made = await (await context.server()).groups.add.mutate({ name });
      context.give(options, made, () => `Made the group ${name}.\n`);
    });
  defineVerb(group, "rename", "give a group another name", "group rename night-shift nights")
    .argument("<group>", "its name")
    .argument("<new-name>", "its new one")
    .action(async (name: string, to: string, options: JsonOption) => {
      const { client, id } = await groupOf(name);
      context.give(
        options,
        await client.groups.rename.mutate({ id, name: to }),
        () => `${name} is ${to} now.\n`,
      );
    });
  defineVerb(
    group,
    "delete",
    "delete a group; its people lose the roles that they have by it",
    "group delete nights",
  )
    .argument("<group>", "its name")
    .action(async (name: string, options: JsonOption) => {
      const { client, id } = await groupOf(name);
      context.give(options, await client.groups.remove.mutate({ id }), () => `Deleted the group ${name}.\n`);
    });
  defineVerb(group, "add", "add a person to a group", "group add nights ann")
    .argument("<group>", "the group's name")
    .argument("<person>", "the person's name")
    .action(async (name: string, personName: string, options: JsonOption) => {
      const { client, id } = await groupOf(name);
      const done = await client.groups.addMember.mutate({ id, person: await personOf(personName) });
      context.give(options, done, () => `${personName} is in ${name} now.\n`);
    });
  defineVerb(group, "remove", "take a person out of a group", "group remove nights ann")
    .argument("<group>", "the group's name")
    .argument("<person>", "the person's name")
    .action(async (name: string, personName: string, options: JsonOption) => {
      const { client, id } = await groupOf(name);
      const done = await client.groups.removeMember.mutate({ id, person: await personOf(personName) });
      context.give(options, done, () => `${personName} is not in ${name} any more.\n`);
    });
}
