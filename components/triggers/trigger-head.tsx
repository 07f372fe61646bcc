import { useState } from "react";
import { AutomationHead, HeadActions } from "#components/automations/automation-head.tsx";
import { AutomationStateBadge } from "#components/automations/automation-state.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { RemoveTriggerDialog } from "./remove-trigger-dialog.tsx";
import { useStep } from "./use-step.ts";

type Props = {
  name: string;
  /** Absent while it is not known. */
  trigger: TriggerView | undefined;
  onEdit: () => void;
  onRemoved: () => void;
};

/** The name of a trigger, its state, and what can be done with it. */
export function TriggerHead({ name, trigger, onEdit, onRemoved }: Props) {
  return (
    <AutomationHead
      name={name}
      shown={trigger}
      badge={trigger && <AutomationStateBadge state={trigger.state} />}
      about={
        trigger && (
          <>
            {TRIGGER_KINDS[trigger.kind].label}, <bdi>{shortened(trigger.summary, 160)}</bdi>
          </>
        )
      }
      actions={trigger && <Actions trigger={trigger} onEdit={onEdit} onRemoved={onRemoved} />}
    />
  );
}

type ActionProps = Omit<Props, "name" | "trigger"> & { trigger: TriggerView };

function Actions({ trigger, onEdit, onRemoved }: ActionProps) {
  const step = useStep();
  const [isRemoving, setRemoving] = useState(false);
  return (
    <>
      <HeadActions
        state={trigger.state}
        folder={trigger.folder}
        isBusy={step.isPending}
        onStep={() => step.take(trigger)}
        onEdit={onEdit}
        onRemove={() => setRemoving(true)}
      />
      {isRemoving && (
        <RemoveTriggerDialog trigger={trigger} onRemoved={onRemoved} onClose={() => setRemoving(false)} />
      )}
    </>
  );
}
