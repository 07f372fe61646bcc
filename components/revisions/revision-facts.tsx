import { useMutation } from "@tanstack/react-query";
import { Archive, ArchiveRestore, FilePen } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Fact, Facts } from "#components/ui/facts/facts.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { GraphView } from "#contract/graphs/graphs.ts";
import type { SealedFacts } from "#contract/graphs/revisions.ts";
import { NamedByList } from "./named-by-list.tsx";
import styles from "./revision-facts.module.css";

type Props = { view: GraphView; sealed: SealedFacts; onRetired: () => void };

/** What is known of a sealed revision besides its content, and what can be done with it. */
export function RevisionFacts({ view, sealed, onRetired }: Props) {
  const router = useRouter();
  const trpc = useTRPC();
  const [isAsking, setIsAsking] = useState(false);
  const refused = useMay()("design", view.folder);
  const revision = view.revision ?? 0;
  const onSuccess = () => {
    setIsAsking(false);
    onRetired();
  };
  const retire = useMutation(trpc.revisions.retire.mutationOptions({ onSuccess }));
  const unretire = useMutation(trpc.revisions.unretire.mutationOptions({ onSuccess }));
  const { note, warnings, retired } = sealed;
  return (
    <>
      {retired !== null && (
        <Callout tone="warn" title="Retired: nothing new is launched of it.">
          <p>
            <LongText text={retired.reason} title="Why it is retired" />
          </p>
          <p>
            <RelativeTime at={retired.at} /> by <bdi>{retired.by}</bdi>
          </p>
        </Callout>
      )}
      <Facts>
        <Fact name="Sealed">
          <RelativeTime at={view.savedAt} /> by <bdi>{view.savedBy}</bdi>
        </Fact>
        {note !== null && (
          <Fact name="Note">
            <span className={styles.text}>
              <LongText text={note} title={`Note of @${revision}`} />
            </span>
          </Fact>
        )}
      </Facts>
      {retired !== null && <NamedByList name={view.name} revision={revision} />}
      {warnings.length > 0 && <SealedOver warnings={warnings} />}
      <div className={styles.acts}>
        <Button
          icon={<FilePen aria-hidden />}
          refused={refused}
          onClick={() => router.push(`/graphs/${encodeURIComponent(view.name)}?from=${revision}`)}
        >
          Make a draft from this
        </Button>
        {retired === null ? (
          <Button icon={<Archive aria-hidden />} refused={refused} onClick={() => setIsAsking(true)}>
            Retire
          </Button>
        ) : (
          <Button
            icon={<ArchiveRestore aria-hidden />}
            refused={refused}
            isBusy={unretire.isPending}
            onClick={() => unretire.mutate({ name: view.name, revision })}
          >
            Take the retirement back
          </Button>
        )}
      </div>
      {unretire.error !== null && <ProblemCallout error={unretire.error} />}
      {isAsking && (
        <ReasonDialog
          onClose={() => setIsAsking(false)}
          title={`Retire ${view.name}@${revision}`}
          description="Nothing new is launched of it, by people, schedules or triggers. What runs goes on, and so do sealed graphs that run it. It is kept, and this can be taken back."
          action="Retire"
          look="danger"
          isReasonRequired
          isBusy={retire.isPending}
          problem={retire.error !== null && <ProblemCallout error={retire.error} />}
          onConfirm={(reason) => retire.mutate({ name: view.name, revision, reason })}
          details={<NamedByList name={view.name} revision={revision} target="_blank" />}
        />
      )}
    </>
  );
}

/** Elements of so many warnings are made; the command line shows all. */
const MAX_SHOWN = 100;

function SealedOver({ warnings }: Pick<SealedFacts, "warnings">) {
  return (
    <section aria-label="Sealed over">
      <h3 className={styles.head}>
        Sealed over {warnings.length === 1 ? "1 warning" : `${warnings.length.toLocaleString("en")} warnings`}
      </h3>
      <ul className={styles.warnings}>
        {warnings.slice(0, MAX_SHOWN).map(({ code, text, reason }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two warnings may say the same, and none moves
          <li key={place}>
            <p>
              <code>{code}</code> <bdi>{text}</bdi>
            </p>
            <p className={styles.reason}>
              {reason === null ? (
                "No reason was given."
              ) : (
                <>
                  Reason: <bdi>{reason}</bdi>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {warnings.length > MAX_SHOWN && (
        <p className={styles.reason}>And {(warnings.length - MAX_SHOWN).toLocaleString("en")} more.</p>
      )}
    </section>
  );
}
