/** Names that are special for bash itself: setting one in a bash that runs already would change it, or fail. */
export const BASH_OWN =
  /^(BASH(_.*|OPTS|PID)?|COMP_.*|CDPATH|COLUMNS|DIRSTACK|E?UID|ENV|EPOCH(SECONDS|REALTIME)|FUNC(NAME|NEST)|GLOBIGNORE|GROUPS|HIST.*|IFS|IGNOREEOF|LC_.*|LANGUAGE|LINE(NO|S)|MAIL(CHECK|PATH)?|OLDPWD|OPT(ARG|ERR|IND)|PIPESTATUS|POSIXLY_CORRECT|PPID|PS\d|PWD|S?RANDOM|SECONDS|SHELLOPTS|SHLVL|TERM|TIMEFORMAT|TMOUT|TZ|_)$/;

/** The names that a shell can set. */
const SETTABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Variables of which a shell says itself what is in them. Inputs and outputs never have such names. */
const SET_BY_SHELL =
  /^(BASH_(?!ENV$).*|BASH|BASHOPTS|BASHPID|DIRSTACK|E?UID|EPOCH(SECONDS|REALTIME)|FUNCNAME|GROUPS|HISTCMD|LINENO|OLDPWD|OPTIND|PIPESTATUS|PPID|PWD|S?RANDOM|SECONDS|SHELLOPTS|SHLVL|_)$/;

/** Why no shell can start a script with a variable of this name, as a sentence; null where it can. */
export function variableNameProblem(name: string): string | null {
  if (!SETTABLE.test(name)) return `"${name}" cannot be the name of a variable.`;
  return SET_BY_SHELL.test(name) ? `The variable ${name} is set by the shell itself.` : null;
}
