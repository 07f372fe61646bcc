import { Plus } from "lucide-react";
import { useFoldersFor } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";

/** Opens the form for a new schedule or trigger. */
export function NewButton({ what, onNew }: { what: string; onNew: () => void }) {
  const isRefused = useFoldersFor("launch")?.length === 0;
  return (
    <Button
      look="primary"
      icon={<Plus aria-hidden />}
      refused={isRefused ? "This needs the role operator in a folder. An admin there can give it." : null}
      onClick={onNew}
    >
      New {what}
    </Button>
  );
}
