/** Names that are special for dash or bash themselves: setting them in a shell would change it, or fail. */
export const SHELL_OWN =
  /^(BASH.*|COMP_.*|CDPATH|COLUMNS|DIRSTACK|E?UID|ENV|EPOCH.*|FUNC.*|GLOB.*|GROUPS|HIST.*|IFS|IGNOREEOF|LC_.*|LANGUAGE|LINE.*|MAIL.*|OLDPWD|OPT.*|PIPESTATUS|POSIX.*|PPID|PS\d|PWD|S?RANDOM|SECONDS|SHELLOPTS|SHLVL|TERM|TIMEFORMAT|TMOUT|TZ|_)$/;
/** The names that a shell can set. */
export const EXPORTABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
