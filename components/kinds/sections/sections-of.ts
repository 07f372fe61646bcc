import type { VertexField } from "#engine/kinds/kind/kind.ts";
import { KINDS, kindOf } from "#engine/kinds/kinds.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { FIRST_SECTIONS } from "./first-sections.ts";
import { SECTION_IDS, SECTION_LABELS, type SectionId, type Setting } from "./section.ts";
import { SETTINGS } from "./settings.ts";

export type Section = {
  readonly id: SectionId;
  readonly label: string;
  readonly settings: readonly Setting[];
};

/** The fields that not every kind has. */
const SOME: ReadonlySet<VertexField> = new Set(Object.values(KINDS).flatMap(({ fields }) => fields));

/** The sections of a vertex's form, with its settings, without those that have none. */
export function sectionsOf(spec: VertexSpec): readonly Section[] {
  const settings = [firstSetting(spec), ...SETTINGS.filter((setting) => isOffered(setting, spec))];
  return SECTION_IDS.map((id) => ({
    id,
    label: id === "first" ? FIRST_SECTIONS[spec.kind ?? "script"].label : SECTION_LABELS[id],
    settings: settings.filter(({ section }) => section === id),
  })).filter((section) => section.settings.length > 0);
}

/** Two vertices with the same text have the same sections. */
export function sectionsKey(spec: VertexSpec): string {
  const offered = SETTINGS.filter((setting) => isOffered(setting, spec)).map(({ id }) => id);
  return `${spec.kind ?? "script"} ${offered.join(" ")}`;
}

/** What is set in a section, in few words; null where nothing is. */
export function sectionText({ settings }: Pick<Section, "settings">, spec: VertexSpec): string | null {
  const said = settings.flatMap(({ says }) => says(spec) ?? []);
  return said.length === 0 ? null : said.join(" · ");
}

/** The sections with only those settings that have all the words, in their names, synonyms or the section's label. */
export function searchedSections(sections: readonly Section[], query: string): readonly Section[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return sections
    .map((section) => ({
      ...section,
      settings: section.settings.filter((setting) => {
        const text = `${setting.words} ${section.label}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ settings }) => settings.length > 0);
}

function isOffered({ fields: [field], isOffered: asked }: Setting, spec: VertexSpec): boolean {
  const isOfKind = !SOME.has(field) || kindOf(spec).fields.includes(field);
  return isOfKind && (asked?.(spec) ?? true);
}

function firstSetting({ kind }: VertexSpec): Setting {
  const { label, words, Form } = FIRST_SECTIONS[kind ?? "script"];
  return { id: "first", label, section: "first", fields: ["kind"], words, says: () => null, Form };
}
