import type { Locator } from "@playwright/test";
import type { ShownSide } from "./typed-texts.ts";

/** One place of a conflict, as it was shown when somebody decided. */
type Decided = { readonly chosen: ShownSide; readonly other: ShownSide };

/**
 * Reads what each side of each place shows, and presses Merge in the same moment: nothing that comes in meanwhile is taken
 * for shown.
 *
 * @returns null where there was something left to decide, or something else to decide afterwards.
 */
export async function mergeAsShown(panel: Locator): Promise<readonly Decided[] | null> {
  return await panel.evaluate(async (section) => {
    const merge = [...section.querySelectorAll("button")].find(({ type }) => type === "submit");
    if (merge === undefined || merge.disabled) return null;
    const decided = [...section.querySelectorAll("fieldset")].map((place) => {
      const [mine, theirs] = [...place.querySelectorAll("label")].map((label) => {
        const lines = [...(label.parentElement?.querySelectorAll("[data-sign]") ?? [])] as HTMLElement[];
        const textOf = (sign: string) =>
          lines
            .flatMap(({ dataset, textContent }) => (dataset["sign"] === sign ? [textContent] : []))
            .join("\n");
        const isGone = label.querySelector("[data-gone]") !== null;
        return {
          shown: { added: textOf("+"), same: textOf(" "), removed: textOf("-"), isGone },
          isChosen: label.querySelector("input")?.checked === true,
        };
      });
      if (mine === undefined || theirs === undefined) throw new Error("A place has two sides.");
      return mine.isChosen
        ? { chosen: mine.shown, other: theirs.shown }
        : { chosen: theirs.shown, other: mine.shown };
    });
    merge.click();
    await new Promise(requestAnimationFrame);
    return section.isConnected ? null : decided;
  });
}
