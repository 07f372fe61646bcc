import { CircleHelp } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { LateDialog } from "#components/api/connection/late-part.tsx";
import { NewerVersionDialog } from "#components/api/connection/newer-version-dialog.tsx";
import { shownPart } from "#components/api/connection/shown-part.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";

/** The explanations of all rules, loaded when somebody asks for the first one. */
const LazyRuleDialog = lazy(async () => ({
  default: await shownPart(async () => (await import("./rule-dialog.tsx")).RuleDialog, NewerVersionDialog),
}));

/** Explains the rule of a finding. */
export function RuleButton({ code }: { code: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <IconButton
        size="small"
        label={`About the rule ${code}`}
        icon={<CircleHelp aria-hidden />}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && (
        <Suspense fallback={<LateDialog title={`The rule ${code}`} onClose={close} />}>
          <LazyRuleDialog code={code} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
