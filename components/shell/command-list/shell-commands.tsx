"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { usePersonKey } from "#components/api/use-person-key.ts";
import { watchCommands } from "#components/commands/command-registry.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { isInDialog } from "#components/ui/keys/is-in-dialog.ts";
import { foldersFor } from "#engine/rights/policy.ts";
import { roleFor } from "#engine/rights/roles.ts";
import { goToRegion } from "../regions/go-to-region.ts";
import { CommandList } from "./command-list.tsx";
import { type KeyGroup, KeyList, keyGroups } from "./key-list.tsx";
import { type Entry, localEntries } from "./list-entries.ts";

/** The command list, the list of keys, and the keys that lead from region to region: on every page. */
export function ShellCommands({ onFold }: { onFold: () => void }) {
  /** What the page offers; null while the list is closed. */
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  const [keys, setKeys] = useState<readonly KeyGroup[] | null>(null);
  const person = usePersonKey();
  const router = useRouter();
  const path = usePathname();
  const queries = useQueryClient();
  const trpc = useTRPC();
  const isOpen = entries !== null;
  const readAgain = () => setEntries(localEntries(person));
  // A part of the page may be drawn after the key was pressed.
  useEffect(
    () => (isOpen ? watchCommands(() => setEntries(localEntries(person))) : undefined),
    [isOpen, person],
  );
  const close = () => {
    setEntries(null);
    setKeys(null);
  };
  const whyNoAnswer = (): string | null => {
    const rights = queries.getQueryData(trpc.account.show.queryKey())?.rights;
    if (rights === undefined || foldersFor(rights, "answer").length > 0) return null;
    return `This needs the role ${roleFor("answer")} in a folder. An admin there can give it.`;
  };
  useCommands(() => ({
    // A dialog keeps what it asks; a list above it would ask for something else.
    "command-list": () => {
      if (isOpen) close();
      else if (!isInDialog()) setEntries(localEntries(person));
    },
    "key-list": () => setKeys(keyGroups()),
    "next-region": () => goToRegion(1),
    "previous-region": () => goToRegion(-1),
    "fold-navigation": onFold,
    // The list of graphs has its own, which keeps the folder that is looked at.
    ...(path !== "/graphs" && { "new-graph": () => router.push("/graphs?new=1") }),
    // What the navigation counts: whoever may read a prompt may perhaps not answer it.
    ...((queries.getQueryData(trpc.system.overview.queryKey())?.openPrompts ?? 0) > 0 && {
      "answer-prompt": { run: () => router.push("/inbox"), refused: whyNoAnswer() },
    }),
  }));
  if (entries !== null)
    return <CommandList person={person} entries={entries} onTyped={readAgain} onClose={close} />;
  return keys === null ? null : <KeyList groups={keys} onClose={close} />;
}
