import { useQueryClient } from "@tanstack/react-query";
import type { ComponentProps, ReactNode } from "react";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";

type Filter = Parameters<ReturnType<typeof useQueryClient>["invalidateQueries"]>[0];

type After = {
  /** The lists that show what was removed. */
  list: Filter;
  onClose: () => void;
  onRemoved?: (() => void) | undefined;
  /** What is said once it is removed; absent: the list shows it. */
  told?: string;
};

/** What follows once something was removed: the dialog closes. The lists are asked for again in any case. */
export function useAfterRemoval({ list, onClose, onRemoved, told }: After) {
  const queries = useQueryClient();
  const toast = useToast();
  const close = useCloseWhileShown(onClose);
  return {
    onSuccess: () => {
      if (told !== undefined) toast.done(told);
      close();
      onRemoved?.();
    },
    // Also after a refusal: it may have been removed by somebody else.
    onSettled: async () => {
      await queries.invalidateQueries(list);
      releaseLists();
    },
  };
}

type Props = Omit<ComponentProps<typeof ConfirmDialog>, "title" | "act" | "look"> & {
  name: string;
  /** What the button does: `Remove`, `Delete nightly`. */
  act: string;
  verb?: "Remove" | "Delete" | "Revoke";
  description: ReactNode;
};

/** Asks before something with a name is removed. */
export function RemoveDialog({ name, verb = "Remove", ...rest }: Props) {
  return (
    <ConfirmDialog
      {...rest}
      title={
        <>
          {verb} <bdi>{name}</bdi>?
        </>
      }
    />
  );
}
