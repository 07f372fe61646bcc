/** The colours of a picture, and the tokens of the page that they are. */
const TOKENS = {
  background: "--bg",
  card: "--surface",
  border: "--line-strong",
  ink: "--ink",
  quiet: "--ink-3",
  accent: "--accent",
  success: "--ink-3",
  reaction: "--warn-fg",
  timer: "--calm-fg",
  rescue: "--good-fg",
  reactionLine: "--warn-line",
  reactionPaper: "--warn-bg",
  timerLine: "--calm-line",
  timerPaper: "--calm-bg",
  rescueLine: "--good-line",
  rescuePaper: "--good-bg",
  lane: "--surface-2",
  script: "--kind-script",
  approval: "--kind-approval",
  graph: "--kind-graph",
  wait: "--kind-wait",
  http: "--kind-http",
  email: "--kind-email",
  transfer: "--kind-transfer",
  greyInk: "--still-fg",
  blueInk: "--info-fg",
  greenInk: "--good-fg",
  amberInk: "--warn-fg",
  redInk: "--bad-fg",
  violetInk: "--calm-fg",
  greyLine: "--still-line",
  greyPaper: "--still-bg",
  blueLine: "--info-line",
  bluePaper: "--info-bg",
  greenLine: "--good-line",
  greenPaper: "--good-bg",
  amberLine: "--warn-line",
  amberPaper: "--warn-bg",
  redLine: "--bad-line",
  redPaper: "--bad-bg",
  violetLine: "--calm-line",
  violetPaper: "--calm-bg",
} as const;

export type PictureColours = Readonly<Record<keyof typeof TOKENS, string>>;

/** For a picture that is part of the page: it changes with the theme. */
export const PAGE_COLOURS = coloursBy((token) => `var(${token})`);

/** The colours of a theme as they are, for a picture that leaves the page. */
export function coloursOf(theme: "light" | "dark"): PictureColours {
  // The tokens are worked out at the root: an element with a scheme of its own has those of the page. Nothing is shown meanwhile.
  const { dataset } = document.documentElement;
  const shown = dataset["theme"];
  dataset["theme"] = theme;
  const probe = document.createElement("span");
  document.body.append(probe);
  const colours = coloursBy((token) => {
    probe.style.color = `var(${token})`;
    return plainColour(getComputedStyle(probe).color);
  });
  probe.remove();
  if (shown === undefined) delete dataset["theme"];
  else dataset["theme"] = shown;
  return colours;
}

/** A colour as every program that reads SVG knows it. */
function plainColour(colour: string): string {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (context === null) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const parts = [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function coloursBy(colour: (token: string) => string): PictureColours {
  return Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, colour(token)]),
  ) as PictureColours;
}
