import { useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { NewButton } from "#components/automations/new-button.tsx";
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
      <NewButton what="schedule" onNew={onNew} />
      {isStopping && <StopDialog onClose={() => setStopping(false)} />}
    </>
  );
}
