import { useState } from "react";
import type { AsideDraft } from "#components/draft/aside/aside-drafts.ts";
import type { AsideDrafts } from "#components/draft/aside/use-aside-drafts.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { download } from "#components/ui/download.ts";
import { Callout } from "#components/ui/states/callout.tsx";
import styles from "./conflict-panel.module.css";

type Props = { aside: AsideDrafts; name: string };

/** Offers what this browser kept unsaved of the graph, and could not open, as files. */
export function AsideNote({ aside: { drafts, forget }, name }: Props) {
  if (drafts.length === 0) return null;
  return (
    <section aria-label="Drafts that cannot be opened" className={styles.panel}>
      {drafts.map((draft) => (
        <Aside key={draft.kept} draft={draft} name={name} onForget={() => forget(draft)} />
      ))}
    </section>
  );
}

type AsideProps = { draft: AsideDraft; name: string; onForget: () => void };

function Aside({ draft: { text, ending, problem }, name, onForget }: AsideProps) {
  const [isDownloaded, setDownloaded] = useState(false);
  const save = () => {
    download(new Blob([text], { type: "application/octet-stream" }), `${name}-unsaved.${ending}`);
    setDownloaded(true);
  };
  return (
    <Callout
      tone="warn"
      title="This browser kept changes of yours that were not saved, and could not open them."
      kept={problem ?? "This version of the page can read them."}
      todo={todoText(ending, problem)}
      actions={
        <>
          <Button size="small" onClick={save}>
            Download
          </Button>
          {isDownloaded && (
            <Button size="small" look="quiet" onClick={onForget}>
              Remove from this browser
            </Button>
          )}
        </>
      }
    />
  );
}

function todoText(ending: AsideDraft["ending"], problem: string | null): string {
  if (ending === "txt") return "Download them as text, to look at what is there.";
  const correct =
    problem === null ? "Download them as a graph file" : "Download them as a graph file, correct it";
  return `${correct}, and read it by File, Replace by file.`;
}
