/** The colours of a picture, and the tokens of the page that they are. */
const TOKENS = {
  background: "--bg",
  card: "--surface",
  border: "--line-strong",
  ink: "--ink",
  quiet: "--ink-3",
  success: "--ink-3",
  reaction: "--warn-fg",
  timer: "--calm-fg",
  rescue: "--good-fg",
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
  const probe = document.createElement("span");
  probe.style.colorScheme = theme;
  document.body.append(probe);
  const colours = coloursBy((token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return colours;
}

function coloursBy(colour: (token: string) => string): PictureColours {
  return Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, colour(token)]),
  ) as PictureColours;
}
