import { CircleHelp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { NewerVersionDialog } from "#components/api/connection/newer-version-dialog.tsx";
import { shownPart } from "#components/api/connection/shown-part.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";

/** The explanations of all rules, loaded when somebody asks for the first one. */
const LazyRuleDialog = dynamic(
  () => shownPart(async () => (await import("./rule-dialog.tsx")).RuleDialog, NewerVersionDialog),
  { ssr: false },
);

/** Explains the rule of a finding. */
export function RuleButton({ code }: { code: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton
        size="small"
        label={`About the rule ${code}`}
        icon={<CircleHelp aria-hidden />}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && <LazyRuleDialog code={code} onClose={() => setIsOpen(false)} />}
    </>
  );
}
