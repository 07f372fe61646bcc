import { Dialog } from "#components/ui/overlays/dialog.tsx";
import styles from "./prompt/prompt.module.css";
import { INBOX_KEYS } from "./use-inbox-keys.ts";

/** Which key does what in the inbox. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keys of the inbox">
      <dl className={styles.keyList}>
        {INBOX_KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
