import { useCommands } from "#components/commands/use-commands.ts";
import { focusSoon } from "#components/ui/keys/focus-soon.ts";
import type { SectionId } from "./section.ts";
import type { Section } from "./sections-of.ts";

const FIELD = ":is(.cm-content, input, textarea, [role='combobox'], button)";
const NONE = {};

/**
 * Offers the settings of a vertex in the command list. One that is chosen has the focus in its first field.
 *
 * @param show opens a section, with all of its settings.
 */
export function useSettingTargets(
  vertex: string,
  sections: readonly Section[],
  show: (section: SectionId) => void,
): void {
  const targets = () =>
    sections.flatMap(({ id: section, settings }) =>
      settings.map(({ id, label, words }) => ({
        id: `setting ${id}`,
        text: label,
        note: `Setting of ${vertex}`,
        words,
        go: () => {
          show(section);
          focusSetting(id);
        },
      })),
    );
  useCommands(NONE, targets);
}

function focusSetting(id: string): void {
  focusSoon((isLast) => {
    const part = document.querySelector(`[data-setting="${CSS.escape(id)}"]`);
    const isLoading = part?.querySelector("[data-skeleton]") != null;
    return isLoading && !isLast ? null : (part?.querySelector<HTMLElement>(FIELD) ?? null);
  });
}
