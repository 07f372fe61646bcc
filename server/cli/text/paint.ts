import { styleText } from "node:util";

type Look = Parameters<typeof styleText>[0];

/** The style of each state; other states are plain. The state's word is always printed too. */
const LOOK_OF_STATE: Readonly<Record<string, Look>> = {
  running: "cyan",
  prompting: "magenta",
  succeeded: "green",
  failed: "red",
  lost: "yellow",
  cancelled: "yellow",
  paused: "yellow",
  skipped: "dim",
  waiting: "dim",
  draining: "yellow",
  stopped: "dim",
  ready: "green",
};

/** Adds colours to text, or leaves it unchanged. */
export type Paint = {
  state(state: string): (text: string) => string;
  error(text: string): string;
  warning(text: string): string;
  strong(text: string): string;
  dim(text: string): string;
};

/** Uses colours only for a terminal that supports them: https://no-color.org. */
export function paintFor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Paint {
  const isColored = isTerminal && !env.NO_COLOR && env.TERM !== "dumb";
  // `validateStream` would check process.stdout, but the text may go elsewhere.
  const styled = (look: Look, text: string) =>
    isColored ? styleText(look, text, { validateStream: false }) : text;
  return {
    state: (state) => (text) => {
      const look = LOOK_OF_STATE[state];
      return look === undefined ? text : styled(look, text);
    },
    error: (text) => styled("red", text),
    warning: (text) => styled("yellow", text),
    strong: (text) => styled("bold", text),
    dim: (text) => styled("dim", text),
  };
}
