import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { AuditEntryView } from "#contract/audit/audit.ts";
import { actWords } from "#contract/audit/audit-acts.ts";
import styles from "./audit.module.css";
import { objectWords, resultWords, whoWords } from "./audit-words.ts";

/** All that an entry says. */
export function AuditDetails({ entry, onClose }: { entry: AuditEntryView; onClose: () => void }) {
  const { id, at, act, reason, address, device, before, after, hash } = entry;
  const facts: readonly (readonly [string, string | null])[] = [
    ["When", at.toISOString()],
    ["Who", whoWords(entry)],
    ["Act", [actWords(act), act].filter((each) => each !== null).join(": ")],
    ["About", objectWords(entry)],
    ["Result", resultWords(entry)],
    ["Reason", reason],
    ["Before", before],
    ["After", after],
    ["Address", address],
    ["Device", device],
    ["Hash", hash],
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={`Entry ${id}`}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <dl className={styles.details}>
        {facts
          .filter(([, text]) => text !== null && text !== "")
          .map(([label, text]) => (
            <div key={label} style={{ display: "contents" }}>
              <dt>{label}</dt>
              <dd>
                <bdi>{text}</bdi>
              </dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}
