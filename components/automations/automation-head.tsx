import { Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useMay } from "#components/api/use-may.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Automation, type AutomationState, STEPS } from "./automation.ts";

type Props = {
  name: string;
  /** Its state as a badge, and what it is in a few words; absent while it is not known. */
  badge: ReactNode;
  about: ReactNode;
  /** Absent while it is not known. */
  shown: Automation | undefined;
  actions: ReactNode;
};

/** The name of a schedule or trigger, its state, and what can be done with it. */
export function AutomationHead({ name, badge, about, shown, actions }: Props) {
  return (
    <PageHeader
      title={<bdi>{name}</bdi>}
      detail={
        shown !== undefined && (
          <>
            {badge}
            <span>{about}</span>
            <span>
              launches{" "}
              <Link href={`/graphs/${encodeURIComponent(shown.graph)}`}>
                <bdi>{shown.graph}</bdi>
              </Link>
            </span>
          </>
        )
      }
      actions={shown !== undefined && actions}
    />
  );
}

type ActionProps = {
  state: AutomationState;
  folder: string;
  isBusy: boolean;
  onStep: () => void;
  onEdit: () => void;
  onRemove: () => void;
  /** More buttons, after the step. Called with why whoever looks may not press them. */
  more?: (refused: string | null) => ReactNode;
};

/** The buttons of its page. */
export function HeadActions({ state, folder, isBusy, onStep, onEdit, onRemove, more }: ActionProps) {
  const refused = useMay()("launch", folder);
  if (state === "removed") return null;
  return (
    <>
      <Button
        look={state === "active" ? "plain" : "primary"}
        refused={refused}
        isBusy={isBusy}
        onClick={onStep}
      >
        {STEPS[state].act}
      </Button>
      {more?.(refused)}
      <Button icon={<Pencil aria-hidden />} refused={refused} onClick={onEdit}>
        Edit
      </Button>
      <Button look="danger" icon={<Trash2 aria-hidden />} refused={refused} onClick={onRemove}>
        Remove
      </Button>
    </>
  );
}
