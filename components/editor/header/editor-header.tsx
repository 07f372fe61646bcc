import { Lock, Play } from "lucide-react";
import { useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { LaunchDialog } from "#components/launch/launch-dialog.tsx";
import { LaunchRefused } from "#components/launch/launch-refused.tsx";
import { useLaunchLink } from "#components/launch/use-launch-link.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import type { GraphView } from "#contract/graphs/graphs.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { PeopleHere } from "../presence/people-here.tsx";
import { SealDialog } from "../seal/seal-dialog.tsx";
import styles from "./editor-header.module.css";
import { FromRevision } from "./from-revision.tsx";
import { GraphMenu } from "./graph-menu.tsx";
import { GraphNameField } from "./graph-name-field.tsx";
import { SaveStateText } from "./save-state-text.tsx";
import { ASKS, useAskOnceSaved } from "./use-ask-once-saved.ts";

type Props = { view: GraphView; saved: SavedDraft; findings: readonly Finding[] };

/** The name of the graph, whether it is saved, and the actions on all of it. */
export function EditorHeader({ view, saved, findings }: Props) {
  const name = useDraft(({ draft }) => draft.file.content.name);
  const may = useMay();
  const [open, setOpen] = useState<"seal" | { readonly launch: number } | null>(null);
  const close = () => setOpen(null);
  const errors = findings.filter(({ level }) => level === "error").length;
  const forbidden = errors === 0 ? null : `Fix ${errors === 1 ? "1 error" : `${errors} errors`} to seal.`;
  const refusedSeal = may("design", view.folder) ?? forbidden;
  const refusedLaunch = may("launch", view.folder) ?? forbidden;
  // What somebody else saves from now on was not seen: it is not launched.
  const ask = useAskOnceSaved(saved, (what, edit) => setOpen(what === "seal" ? what : { launch: edit }));
  const link = useLaunchLink(refusedLaunch, () => void ask("launch"));
  useCommands({
    seal: { run: () => void ask("seal"), refused: refusedSeal },
    launch: { run: () => void ask("launch"), refused: refusedLaunch },
  });
  return (
    <header className={styles.header} data-region>
      <div className={styles.words}>
        <GraphNameField name={name} saved={saved} />
        <SaveStateText saved={saved} />
        <PeopleHere />
        <span className={styles.links}>
          <LinkButton look="quiet" size="small" href={`/graphs/${encodeURIComponent(name)}/revisions`}>
            Revisions
          </LinkButton>
          <LinkButton look="quiet" size="small" href={`/graphs/${encodeURIComponent(name)}/history`}>
            History
          </LinkButton>
          <LinkButton look="quiet" size="small" href={`/schedules?graph=${encodeURIComponent(name)}`}>
            Schedules
          </LinkButton>
        </span>
      </div>
      <div className={styles.actions}>
        <GraphMenu graphId={view.graphId} name={name} folder={view.folder} saved={saved} />
        <Button {...ASKS} icon={<Lock aria-hidden />} refused={refusedSeal} onClick={() => void ask("seal")}>
          Seal
        </Button>
        <Button
          {...ASKS}
          look="primary"
          icon={<Play aria-hidden />}
          refused={refusedLaunch}
          onClick={() => void ask("launch")}
        >
          Launch
        </Button>
      </div>
      <FromRevision name={name} />
      {open === "seal" && (
        <SealDialog
          name={name}
          folder={view.folder}
          onClose={close}
          onSealed={({ edit }) => saved.hear(edit)}
        />
      )}
      {open !== null && open !== "seal" && (
        <LaunchDialog
          graph={name}
          revision={null}
          edit={open.launch}
          linked={link.linked}
          onClose={() => {
            close();
            link.forget();
          }}
          onEdit={saved.hear}
        />
      )}
      {link.refused !== null && <LaunchRefused refused={link.refused} />}
    </header>
  );
}
