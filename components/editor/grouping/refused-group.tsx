import { useShowVertices } from "#components/canvas/editing/lists/use-show-vertices.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { Reason } from "#engine/grouping/border/border.ts";
import { nameList } from "#engine/text/name-list.ts";
import styles from "./group-dialog.module.css";

/** Elements of so many are made. */
const MAX_SHOWN = 100;

const GROUPING =
  "As a child graph, this selection would do something else than now. Nothing was changed: select more or fewer vertices, or change what is said here.";

type Props = { title: string; description?: string; reasons: readonly Reason[]; onClose: () => void };

/** Why a group cannot be made, all of it, each with the way to its vertices. */
export function RefusedGroup({ title, description = GROUPING, reasons, onClose }: Props) {
  const show = useShowVertices();
  const more = reasons.length - MAX_SHOWN;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={title}
      description={description}
      actions={
        <Button look="primary" onClick={onClose}>
          Back
        </Button>
      }
    >
      <ul aria-label="Reasons" className={styles.reasons}>
        {reasons.slice(0, MAX_SHOWN).map(({ text, vertices }) => (
          <li key={text} className={styles.reason}>
            <bdi>
              <CodeText>{text}</CodeText>
            </bdi>
            {vertices.length > 0 && (
              <Button
                size="small"
                aria-label={`Show ${nameList(vertices)}`}
                onClick={() => {
                  onClose();
                  show([...new Set(vertices)]);
                }}
              >
                Show
              </Button>
            )}
          </li>
        ))}
        {more > 0 && <li className={styles.none}>{`and ${more.toLocaleString("en")} more`}</li>}
      </ul>
    </Dialog>
  );
}
