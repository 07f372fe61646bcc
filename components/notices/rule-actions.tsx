import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";
import { RemoveRuleDialog } from "./remove-rule-dialog.tsx";

type Props = { rule: NoticeRuleView; onEdit: () => void; onRemoved: () => void };

/** What can be done with a rule. */
export function RuleActions({ rule, onEdit, onRemoved }: Props) {
  const { name, folder } = rule;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const refused = useMay()("design", folder);
  const test = useMutation(
    trpc.notices.test.mutationOptions({
      onSuccess: () => {
        toast.done("A test is being sent: see the log below.");
        return queries.invalidateQueries(trpc.notices.pathFilter()).then(releaseLists);
      },
      onError: (error) => toast.error(shownProblem(error)),
    }),
  );
  const [isRemoving, setRemoving] = useState(false);
  return (
    <>
      <Button
        icon={<Send aria-hidden />}
        refused={refused}
        isBusy={test.isPending}
        onClick={() => test.mutate({ name })}
      >
        Send a test
      </Button>
      <Button icon={<Pencil aria-hidden />} refused={refused} onClick={onEdit}>
        Edit
      </Button>
      <Button look="danger" icon={<Trash2 aria-hidden />} refused={refused} onClick={() => setRemoving(true)}>
        Remove
      </Button>
      {isRemoving && (
        <RemoveRuleDialog rule={rule} onRemoved={onRemoved} onClose={() => setRemoving(false)} />
      )}
    </>
  );
}
