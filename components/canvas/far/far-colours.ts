import type { Tone } from "#components/ui/states/state-look.ts";
import { ANNOTATION_COLOURS } from "#engine/shape/annotation-shape.ts";
import type { FarColours, PaperColour } from "./far-picture.ts";

const TONES: readonly Tone[] = ["info", "good", "warn", "bad", "odd", "calm", "still"];

/** Which colours of the theme frames and notes have: the same as their style sheet says. */
const PAPERS: Readonly<Record<PaperColour, string>> = {
  grey: "still",
  blue: "info",
  green: "good",
  amber: "warn",
  red: "bad",
  violet: "calm",
};

/** The colours of the theme as they are now, as a canvas takes them: it knows neither variables nor mixtures. */
export function farColours(host: HTMLElement): FarColours {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const colour = (value: string) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const mixed = (name: string, share: number) =>
    colour(`color-mix(in srgb, var(${name}) ${share}%, var(--surface))`);
  const colours: FarColours = {
    font: getComputedStyle(host).fontFamily,
    edges: {
      success: colour("var(--edge)"),
      reaction: colour("var(--edge-reaction)"),
      rescue: colour("var(--edge-rescue)"),
      timer: colour("var(--edge-timer)"),
      wrong: colour("var(--edge-wrong)"),
      selected: colour("var(--edge-selected)"),
      added: colour("var(--good-fg)"),
      removed: colour("var(--bad-fg)"),
      changed: colour("var(--warn-fg)"),
    },
    surface: colour("var(--surface)"),
    ink: colour("var(--ink)"),
    line: colour("var(--line-strong)"),
    accent: colour("var(--edge-selected)"),
    block: mixed("--ink-3", 55),
    tones: Object.fromEntries(
      TONES.map((tone) => [
        tone,
        tone === "still"
          ? { strong: colour("var(--line-strong)"), soft: colour("var(--surface)") }
          : { strong: colour(`var(--${tone}-fg)`), soft: mixed(`--${tone}-bg`, 60) },
      ]),
    ) as FarColours["tones"],
    papers: Object.fromEntries(
      ANNOTATION_COLOURS.map((name) => {
        const token = `--${PAPERS[name]}`;
        return [name, { line: colour(`var(${token}-line)`), paper: colour(`var(${token}-bg)`) }];
      }),
    ) as FarColours["papers"],
  };
  probe.remove();
  return colours;
}

/** Calls back when the theme changes. Gives a function that ends this. */
export function followTheme(onChange: () => void): () => void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const root = new MutationObserver(onChange);
  root.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  dark.addEventListener("change", onChange);
  return () => {
    root.disconnect();
    dark.removeEventListener("change", onChange);
  };
}
