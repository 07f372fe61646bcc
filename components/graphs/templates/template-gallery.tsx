import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { GraphPicture } from "#components/canvas/picture/graph-picture.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { TemplateView } from "#contract/templates.ts";
import { readTemplate } from "./read-template.ts";
import { TemplateForm } from "./template-form.tsx";
import styles from "./template-gallery.module.css";

/** The graphs that come with the product, as pictures. One of them becomes a graph of one's own. */
export function TemplateGallery({ folder, onClose }: { folder: string; onClose: () => void }) {
  const templates = useQuery({
    ...useTRPC().graphs.templates.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [chosen, setChosen] = useState<TemplateView | null>(null);
  const [seen, setSeen] = useState<string | null>(null);
  const back = () => {
    setSeen(chosen?.name ?? null);
    setChosen(null);
  };
  if (chosen !== null)
    return <TemplateForm template={chosen} folder={folder} onBack={back} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title="From a template"
      description="Each can be launched as it is: it works on files in a directory of its own, unless it says what it needs. Put your own commands into the scripts."
      actions={<Button onClick={onClose}>Back</Button>}
    >
      <QueryBody query={templates} skeleton={<SkeletonLines count={6} label="Loading the templates" />}>
        {(all) => (
          <ul className={styles.cards} aria-label="Templates">
            {all.map((template) => (
              <li key={template.name}>
                <TemplateCard
                  template={template}
                  isSeen={template.name === seen}
                  onChoose={() => setChosen(template)}
                />
              </li>
            ))}
          </ul>
        )}
      </QueryBody>
    </Dialog>
  );
}

type CardProps = {
  template: TemplateView;
  /** Whoever comes back from it goes on there. */
  isSeen: boolean;
  onChoose: () => void;
};

function TemplateCard({ template, isSeen, onChoose }: CardProps) {
  const file = useMemo(() => readTemplate(template), [template]);
  return (
    <button
      type="button"
      ref={isSeen ? takeFocus : undefined}
      className={styles.card}
      aria-label={template.name}
      onClick={onChoose}
    >
      <GraphPicture file={file} className={styles.picture} />
      <span className={styles.words}>
        <span className={styles.name}>{template.name}</span>
        <span className={styles.text}>
          <CodeText>{file.content.description}</CodeText>
        </span>
      </span>
    </button>
  );
}

function takeFocus(card: HTMLElement | null): void {
  card?.focus();
}
