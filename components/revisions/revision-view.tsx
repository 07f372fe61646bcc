"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Image, Play } from "lucide-react";
import { useMemo, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { GraphCanvas } from "#components/canvas/graph-canvas.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { PictureDialog } from "#components/canvas/picture/picture-dialog.tsx";
import { useLinkedVertex } from "#components/canvas/view/vertex-link.ts";
import styles from "#components/editor/graph-editor.module.css";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import { LaunchDialog } from "#components/launch/launch-dialog.tsx";
import { LaunchRefused } from "#components/launch/launch-refused.tsx";
import { useLaunchLink } from "#components/launch/use-launch-link.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Split } from "#components/ui/split.tsx";
import inspector from "#components/vertex-form/inspector.module.css";
import type { GraphView } from "#contract/graphs/graphs.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { Description } from "./description.tsx";
import { RevisionFacts } from "./revision-facts.tsx";

const SELECT = "Select a vertex to see its details.";
const SEALED = `This revision is sealed and never changes. ${SELECT}`;

/** A sealed revision as it will run for ever: the drawing, and what each vertex says. Also a draft, for whoever may only see it. */
export function RevisionView({ view }: { view: GraphView }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isPictured, setIsPictured] = useState(false);
  const [isLaunching, setIsLaunching] = useState(false);
  const file = useMemo(() => placedFile(view.file), [view]);
  const { content } = file;
  useLinkedVertex(true, (name) => {
    const isThere = content.vertices.has(name);
    if (isThere) setChosen([name]);
    return isThere;
  });
  const may = useMay();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { sealed } = view;
  const refusedLaunch =
    may("launch", view.folder) ??
    (sealed?.retired == null ? null : `${sealed.retired.by} retired this revision: ${sealed.retired.reason}`);
  const link = useLaunchLink(refusedLaunch, () => setIsLaunching(true));
  const isDraft = view.revision === null;
  const readAnew = () =>
    void Promise.all(
      [trpc.revisions, trpc.graphs].map((each) => queries.invalidateQueries(each.pathFilter())),
    );
  const closeLaunch = () => {
    setIsLaunching(false);
    link.forget();
    // Somebody may have saved it meanwhile: then what is shown cannot be launched.
    if (isDraft) readAnew();
  };
  const [name] = chosen;
  const spec = name === undefined ? undefined : content.vertices.get(name);
  return (
    <div className={styles.editor}>
      <PageHeader
        title={isDraft ? view.name : `${view.name}@${view.revision}`}
        detail={
          isDraft ? (
            `The draft, to look at. ${may("design", view.folder) ?? ""}`
          ) : (
            <code title={view.digest}>{view.digest.slice(0, 19)}…</code>
          )
        }
        actions={
          <>
            {isDraft ? (
              <LinkButton href={`/graphs/${encodeURIComponent(view.name)}/revisions`}>Revisions</LinkButton>
            ) : (
              <LinkButton href={`/graphs/${encodeURIComponent(view.name)}`}>Open draft</LinkButton>
            )}
            <Button icon={<Image aria-hidden />} onClick={() => setIsPictured(true)}>
              Picture
            </Button>
            <Button
              look="primary"
              icon={<Play aria-hidden />}
              refused={refusedLaunch}
              onClick={() => setIsLaunching(true)}
            >
              Launch
            </Button>
          </>
        }
      />
      {link.refused !== null && <LaunchRefused refused={link.refused} />}
      <Split
        id="revision"
        label="Width of the panel"
        main={
          <div className={styles.canvas}>
            <GraphCanvas file={file} selected={chosen} onSelect={setChosen} />
          </div>
        }
        side={
          <section aria-label="Inspector" className={inspector.inspector}>
            <div className={inspector.parts}>
              <h2 className={inspector.title}>{name ?? "Revision"}</h2>
              {name === undefined && (
                <Description text={content.description ?? (isDraft ? SELECT : SEALED)} of="the graph" />
              )}
              {name === undefined && sealed !== null && (
                <RevisionFacts view={view} sealed={sealed} onRetired={readAnew} />
              )}
              {spec?.description !== undefined && <Description text={spec.description} of={name ?? ""} />}
              {spec !== undefined &&
                kindViewOf(spec)
                  .texts(spec)
                  .map(({ label, text }) => (
                    <CodeBlock key={label} label={`${label} of ${name}`} text={text} />
                  ))}
              {spec?.inputs !== undefined && (
                <CodeBlock label={`inputs of ${name}`} text={writeJson(spec.inputs, 2)} />
              )}
            </div>
          </section>
        }
      />
      {isPictured && (
        <PictureDialog
          file={file}
          name={isDraft ? view.name : `${view.name}@${view.revision}`}
          onClose={() => setIsPictured(false)}
        />
      )}
      {isLaunching && (
        <LaunchDialog
          graph={view.name}
          revision={view.revision}
          linked={link.linked}
          {...(isDraft && { edit: view.edit })}
          onClose={closeLaunch}
        />
      )}
    </div>
  );
}
