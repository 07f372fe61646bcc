import { useEffect, useMemo, useRef, useState } from "react";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { findingKey } from "#components/vertex-form/findings/finding-line.tsx";
import { Findings } from "#components/vertex-form/findings/findings.tsx";
import parts from "#components/vertex-form/inspector.module.css";
import { VertexNameField } from "#components/vertex-form/settings/vertex-name-field.tsx";
import type { Finding } from "#engine/model/graph-content.ts";
import { sectionOfFinding } from "./finding-section.ts";
import { useKeptSections } from "./open-sections.ts";
import type { SectionId } from "./section.ts";
import { SectionPanel } from "./section-panel.tsx";
import styles from "./sections.module.css";
import { searchedSections, sectionsKey, sectionsOf } from "./sections-of.ts";
import { useSettingTargets } from "./use-setting-targets.ts";

/** The form of a vertex of any kind, in sections. */
export function VertexInspector({ name }: { name: string }) {
  const store = useDraftStore();
  const form = useRef<HTMLDivElement>(null);
  const [kept, keep] = useKeptSections();
  const [query, setQuery] = useState("");
  const key = useDraft(({ draft }) => sectionsKey(draft.file.content.vertices.get(name) ?? {}));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the sections are others
  const sections = useMemo(
    () => sectionsOf(store.getState().draft.file.content.vertices.get(name) ?? {}),
    [key, name, store],
  );
  const searched = useMemo(() => searchedSections(sections, query), [sections, query]);
  const [forced, setForced] = useState<SectionId | null>(null);
  const open = useOpener(keep, setForced);
  useSettingTargets(name, sections, (section) => {
    setQuery("");
    setForced(section);
  });
  const jumped = useDraft((state) => state.shownFinding);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (!isAbout(jumped, name)) return;
    const section = sectionOfFinding(jumped);
    setQuery("");
    setForced(section);
    setShown(findingKey(jumped));
    // It is one jump: what is opened or closed later stays so.
    store.setState({ shownFinding: null });
    requestAnimationFrame(() =>
      form.current?.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: "nearest" }),
    );
  }, [jumped, name, store]);
  const found = useDraft((state) => state.found);
  useEffect(() => {
    if (found?.vertex !== name) return;
    const section = sectionOfFinding({ code: "", field: found.field });
    setQuery("");
    setForced(section);
    // A script shows the line by itself.
    if (found.field === "script" || found.field === "revert") return;
    requestAnimationFrame(() =>
      form.current?.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: "nearest" }),
    );
  }, [found, name]);
  return (
    <div className={parts.parts} ref={form}>
      <VertexNameField name={name} />
      <SettingSearch query={query} onQuery={setQuery} isFound={searched.length > 0} />
      <div className={styles.sections}>
        {searched.map((section) => (
          <SectionPanel
            key={section.id}
            name={name}
            section={section}
            isKeptOpen={forced === section.id ? true : kept[section.id]}
            isSearched={query.trim() !== ""}
            onOpen={open}
          />
        ))}
      </div>
      <Findings of={name} shown={shown} />
    </div>
  );
}

/** Opens and closes sections by one and the same function, so that no section is drawn again for another one. */
function useOpener(
  keep: (section: SectionId, isOpen: boolean) => void,
  setForced: (section: SectionId | null) => void,
): (section: SectionId, isOpen: boolean) => void {
  const latest = useRef(keep);
  useEffect(() => {
    latest.current = keep;
  });
  return useMemo(
    () => (section, isOpen) => {
      setForced(null);
      latest.current(section, isOpen);
    },
    [setForced],
  );
}

function isAbout(finding: Finding | null, name: string): finding is Finding {
  return finding?.vertices.includes(name) === true;
}

type SearchProps = { query: string; onQuery: (query: string) => void; isFound: boolean };

/** Narrows the settings; Escape shows all of them again. */
function SettingSearch({ query, onQuery, isFound }: SearchProps) {
  return (
    <div className={styles.search}>
      <input
        type="search"
        aria-label="Find a setting"
        placeholder="Find a setting"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => onQuery(target.value)}
        onKeyDown={(event) => {
          if (pressedKey(event) !== "Escape" || query === "") return;
          event.preventDefault();
          event.stopPropagation();
          onQuery("");
        }}
      />
      <p role="status" className={parts.note}>
        {isFound ? "" : "No setting has these words. Escape shows all settings."}
      </p>
    </div>
  );
}
