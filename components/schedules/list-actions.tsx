import { Plus } from "lucide-react";
import { useState } from "react";
import { useFoldersFor, useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { ROOT } from "#engine/rights/folder-path.ts";
import { StopDialog } from "./stop-dialog.tsx";

/** What can be done with all schedules. While they are stopped, the line above the page starts them again. */
export function ListActions({ isStopped, onNew }: { isStopped: boolean; onNew: () => void }) {
  const [isStopping, setStopping] = useState(false);
  const refused = useMay()("administer", ROOT);
  return (
    <>
      {!isStopped && (
        <Button look="danger" refused={refused} onClick={() => setStopping(true)}>
          Stop all schedules
        </Button>
      )}
      <NewButton onNew={onNew} />
      {isStopping && <StopDialog onClose={() => setStopping(false)} />}
    </>
  );
}

export function NewButton({ onNew }: { onNew: () => void }) {
  const isRefused = useFoldersFor("launch")?.length === 0;
  return (
    <Button
      look="primary"
      icon={<Plus aria-hidden />}
      refused={isRefused ? "This needs the role operator in a folder. An admin there can give it." : null}
      onClick={onNew}
    >
      New schedule
    </Button>
  );
}
