import { Folder } from "lucide-react";
import type { FolderView } from "#contract/folders.ts";
import { folderName, folderText, ROOT } from "#engine/rights/folder-path.ts";
import styles from "./folders.module.css";

type Props = {
  /** Each behind its parent. */
  folders: readonly FolderView[];
  chosen: string;
  onChoose: (path: string) => void;
};

/** The folders under each other; each is a button. */
export function FolderTree({ folders, chosen, onChoose }: Props) {
  return (
    <nav aria-label="Folders" className={styles.tree}>
      <ul>
        {folders.map(({ path, graphCount }) => (
          <li key={path} style={{ paddingInlineStart: `calc(${depthOf(path)} * var(--space-4))` }}>
            <button
              type="button"
              className={styles.folder}
              aria-current={path === chosen ? "true" : undefined}
              onClick={() => onChoose(path)}
            >
              <Folder aria-hidden />
              <span className={styles.name} title={folderText(path)}>
                {folderName(path)}
              </span>
              <span className={styles.quiet}>
                {graphCount} {graphCount === 1 ? "graph" : "graphs"}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function depthOf(path: string): number {
  return path === ROOT ? 0 : path.split("/").length;
}
