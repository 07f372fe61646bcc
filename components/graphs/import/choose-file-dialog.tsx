import type { GivenFile } from "#components/file-drop/given-files.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import styles from "./choose-file-dialog.module.css";

const MAX_SHOWN = 100;

type Props = {
  files: readonly GivenFile[];
  onChoose: (file: GivenFile) => void;
  onClose: () => void;
};

/** Several files at once: one is imported at a time, so a person chooses it. */
export function ChooseFileDialog({ files, onChoose, onClose }: Props) {
  const left = files.length - MAX_SHOWN;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Import one of ${files.length.toLocaleString("en")} files`}
      description="One file is imported at a time. Nothing was changed."
      actions={<Button onClick={onClose}>Back</Button>}
    >
      <ul className={styles.files}>
        {files.slice(0, MAX_SHOWN).map((file, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: Files of two folders may have one name.
          <li key={at} className={styles.file}>
            <bdi className={styles.name}>{file.name}</bdi>
            {file.problem === null ? (
              <Button size="small" aria-label={`Import ${file.name}`} onClick={() => onChoose(file)}>
                Import
              </Button>
            ) : (
              <span className={styles.problem}>{file.problem}</span>
            )}
          </li>
        ))}
      </ul>
      {left > 0 && <p>{left.toLocaleString("en")} more are not shown. Drop fewer of them.</p>}
    </Dialog>
  );
}
