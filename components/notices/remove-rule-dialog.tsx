import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";

type Props = {
  rule: Pick<NoticeRuleView, "name" | "version">;
  onRemoved: () => void;
  onClose: () => void;
};

/** Asks before a rule is removed, and says what goes with it. */
export function RemoveRuleDialog({ rule, onRemoved, onClose }: Props) {
  // As it was when the dialog was opened: what somebody changed or made anew since is not removed unseen.
  const [{ name, version }] = useState(rule);
  const { notices } = useTRPC();
  const list = notices.pathFilter();
  const after = useAfterRemoval({ list, onClose, onRemoved, told: `Removed ${name}.` });
  const remove = useMutation(notices.remove.mutationOptions(after));
  return (
    <RemoveDialog
      name={name}
      description="What it has sent and what it has still to send is removed with it."
      act="Remove"
      change={remove}
      onConfirm={() => remove.mutate({ name, version })}
      onClose={onClose}
    />
  );
}
