import { Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import type { TriggerView } from "#contract/triggers.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { RemoveTriggerDialog } from "./remove-trigger-dialog.tsx";
import { TriggerStateBadge } from "./shown/trigger-state.tsx";
import { STEPS, useStep } from "./use-acts.ts";

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
    <PageHeader
      title={<bdi>{name}</bdi>}
      detail={
        trigger !== undefined && (
          <>
            <TriggerStateBadge state={trigger.state} />
            <span>
              {TRIGGER_KINDS[trigger.kind].label}, <bdi>{shortened(trigger.summary, 160)}</bdi>
            </span>
            <span>
              launches{" "}
              <Link href={`/graphs/${encodeURIComponent(trigger.graph)}`}>
                <bdi>{trigger.graph}</bdi>
              </Link>
            </span>
          </>
        )
      }
      actions={
        trigger !== undefined && <HeadActions trigger={trigger} onEdit={onEdit} onRemoved={onRemoved} />
      }
    />
  );
}

type ActionProps = Omit<Props, "name" | "trigger"> & { trigger: TriggerView };

function HeadActions({ trigger, onEdit, onRemoved }: ActionProps) {
  const refused = useMay()("launch", trigger.folder);
  const step = useStep();
  const [isRemoving, setRemoving] = useState(false);
  const { state } = trigger;
  if (state === "removed") return null;
  return (
    <>
      <Button
        look={state === "active" ? "plain" : "primary"}
        refused={refused}
        isBusy={step.isPending}
        onClick={() => step.take(trigger)}
      >
        {STEPS[state].act}
      </Button>
      <Button icon={<Pencil aria-hidden />} refused={refused} onClick={onEdit}>
        Edit
      </Button>
      <Button look="danger" icon={<Trash2 aria-hidden />} refused={refused} onClick={() => setRemoving(true)}>
        Remove
      </Button>
      {isRemoving && (
        <RemoveTriggerDialog name={trigger.name} onRemoved={onRemoved} onClose={() => setRemoving(false)} />
      )}
    </>
  );
}
