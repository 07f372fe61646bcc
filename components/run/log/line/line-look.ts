import type { CSSProperties } from "react";
import { type LogColor, type LogLook, tableColor } from "#engine/log/look.ts";

/** How a piece of a log is drawn. */
export function styleOf(look: LogLook): CSSProperties {
  const isSolid = look.isInverse === true && look.background === undefined;
  const [color, background] = look.isInverse
    ? [look.background ?? "surface", look.color ?? "ink"]
    : [look.color, look.background];
  return {
    ...(color !== undefined && { color: colorOf(color) }),
    ...(background !== undefined && { background: isSolid ? colorOf(background) : groundOf(background) }),
    ...(look.isBold && { fontWeight: 700 }),
    ...(look.isDim && { opacity: 0.7 }),
    ...(look.isItalic && { fontStyle: "italic" }),
    ...((look.isUnderlined || look.isStruck) && {
      textDecoration: [look.isUnderlined && "underline", look.isStruck && "line-through"]
        .filter(Boolean)
        .join(" "),
    }),
  };
}

/** The sixteen colours are made for text on the page, so behind text they are mixed with the page's own. */
function groundOf(color: LogColor): string {
  const isOfTheme = typeof color === "number" && color < 16;
  return isOfTheme ? `color-mix(in oklab, ${colorOf(color)} 20%, var(--surface))` : colorOf(color);
}

/** The sixteen colours are the theme's, so that they can be read in both. */
function colorOf(color: LogColor): string {
  if (typeof color === "number") return color < 16 ? `var(--ansi-${color})` : tableColor(color);
  return color.startsWith("#") ? color : `var(--${color})`;
}
