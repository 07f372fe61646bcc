import { ChevronRight } from "lucide-react";
import { memo, useId, useState } from "react";
import { useDraft } from "#components/draft/draft-context.ts";
import { useFindings } from "#components/vertex-form/findings/findings-context.ts";
import parts from "#components/vertex-form/inspector.module.css";
import { findingCounts, worstFirst } from "#engine/model/finding.ts";
import { sectionOfFinding } from "./finding-section.ts";
import { SECTION_CONTENTS, type SectionId } from "./section.ts";
import styles from "./sections.module.css";
import { type Section, sectionText } from "./sections-of.ts";

type Props = {
  name: string;
  section: Section;
  /** Whether a person opened or closed it; undefined: it is open if something is set in it. */
  isKeptOpen: boolean | undefined;
  /** While settings are searched, it shows what was found. */
  isSearched: boolean;
  onOpen: (section: SectionId, isOpen: boolean) => void;
};

/** A section of a vertex's form: a header that says what is set, and the settings while it is open. */
export const SectionPanel = memo(function SectionPanel(props: Props) {
  const { name, section, isKeptOpen, isSearched, onOpen } = props;
  const body = useId();
  const text = useDraft(({ draft }) => {
    const spec = draft.file.content.vertices.get(name);
    return spec === undefined ? null : sectionText(section, spec);
  });
  // What was open stays open while its last setting is taken away: somebody types there.
  const [wasSet, setWasSet] = useState(text !== null);
  if (text !== null && !wasSet) setWasSet(true);
  const isOpen = isSearched || (isKeptOpen ?? (section.id === "first" || wasSet));
  return (
    <section className={styles.section} data-section={section.id}>
      <h3 className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={body}
          disabled={isSearched}
          onClick={() => onOpen(section.id, !isOpen)}
        >
          <ChevronRight aria-hidden className={styles.arrow} />
          <span className={styles.label}>{section.label}</span>
          {!isOpen && <FindingCount name={name} section={section.id} />}
          {text === null ? (
            !isOpen && <span className={styles.contents}>{SECTION_CONTENTS[section.id]}</span>
          ) : (
            <span className={styles.summary} title={text}>
              <bdi>{text}</bdi>
            </span>
          )}
        </button>
      </h3>
      <div id={body} hidden={!isOpen}>
        {isOpen && (
          <div className={parts.parts}>
            {section.settings.map(({ id, Form }) => (
              <div key={id} className={styles.setting} data-setting={id}>
                <Form name={name} />
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  );
});

/** How many findings are about a section that is closed. */
function FindingCount({ name, section }: { name: string; section: SectionId }) {
  const own = useFindings().filter(
    (finding) => finding.vertices.includes(name) && sectionOfFinding(finding) === section,
  );
  const worst = worstFirst(own)[0]?.level;
  if (worst === undefined) return null;
  return (
    <span className={styles.count} data-level={worst}>
      {findingCounts(own).join(", ")}
    </span>
  );
}
