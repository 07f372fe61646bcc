/**
 * Environment variables that shells, loaders and interpreters read. An input is also a variable under its plain name
 * (`$ip` and `$SIGNALBOX_INPUT_ip`), so an input with such a name would change how the script runs. Names are
 * case-sensitive: `path` is allowed, `PATH` is not; only the proxy variables are read in both cases. `SETTABLE` has the
 * exceptions.
 *
 * Sources: the manuals of bash and dash ("Shell Variables"), POSIX "Environment Variables", ld.so(8), glibc's unsafe
 * list, python(1), node(1), git(1), curl(1) and gcc(1).
 */
const OWNERS: readonly (readonly [owner: string, names: string])[] = [
  [
    "the shell",
    `_ CDPATH CHILD_MAX COLUMNS COMPREPLY COPROC DIRSTACK ENV EPOCHREALTIME EPOCHSECONDS EUID EXECIGNORE FCEDIT FIGNORE
     FUNCNAME FUNCNEST GLOBIGNORE GROUPS HOME HOSTFILE HOSTNAME HOSTTYPE IFS IGNOREEOF INPUTRC INSIDE_EMACS LINENO LINES
     MACHTYPE MAIL MAILCHECK MAILPATH MAPFILE OLDPWD OPTARG OPTERR OPTIND OSTYPE PATH PIPESTATUS POSIXLY_CORRECT PPID
     PROMPT_COMMAND PROMPT_DIRTRIM PS0 PS1 PS2 PS3 PS4 PWD RANDOM READLINE_ARGUMENT READLINE_LINE READLINE_MARK
     READLINE_POINT REPLY SECONDS SHELL SHELLOPTS SHLVL SRANDOM TIMEFORMAT TMOUT UID ZDOTDIR auto_resume histchars`,
  ],
  [
    "the system",
    "DISPLAY EDITOR LANG LANGUAGE LOGNAME NLSPATH PAGER TERM TERMINFO TMP TEMP TMPDIR TZ TZDIR USER VISUAL",
  ],
  [
    "the system's libraries",
    `GCONV_PATH GETCONF_DIR HOSTALIASES LOCALDOMAIN LOCPATH RESOLV_HOST_CONF RES_OPTIONS DATEMSK NIS_PATH HTTP_PROXY
     HTTPS_PROXY ALL_PROXY NO_PROXY FTP_PROXY http_proxy https_proxy all_proxy no_proxy ftp_proxy OPENSSL_CONF
     OPENSSL_MODULES OPENSSL_ENGINES SSL_CERT_FILE SSL_CERT_DIR CURL_HOME CURL_CA_BUNDLE SSLKEYLOGFILE`,
  ],
  [
    "interpreters",
    "NODE NODE_OPTIONS JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS CLASSPATH LUA_PATH LUA_CPATH LUA_INIT R_HOME",
  ],
  [
    "programs that scripts start",
    "MAKEFLAGS MFLAGS MAKEFILES MAKELEVEL AWKPATH AWKLIBPATH GREP_OPTIONS GREP_COLORS LESSOPEN LESSCLOSE SSH_ASKPASS SUDO_ASKPASS TAR_OPTIONS CC CXX CFLAGS CPATH LIBRARY_PATH",
  ],
];

const PREFIXES: readonly (readonly [prefix: string, owner: string])[] = [
  ["SIGNALBOX", "Signalbox itself"],
  ["BASH_", "the shell"],
  ["COMP_", "the shell"],
  ["HIST", "the shell"],
  ["LC_", "the system"],
  ["LD_", "the program loader"],
  ["DYLD_", "the program loader"],
  ["GLIBC_", "the system's libraries"],
  ["MALLOC_", "the system's libraries"],
  ["XDG_", "the system"],
  ["PYTHON", "Python"],
  ["NODE_", "Node.js"],
  ["NPM_", "npm"],
  ["npm_", "npm"],
  ["PERL", "Perl"],
  ["RUBY", "Ruby"],
  ["GIT_", "git"],
];

/**
 * Variables that change how programs print, their language, their time zone or their mode, but not what they load or
 * execute. An input may have such a name, so that people can set it.
 */
const SETTABLE: ReadonlySet<string> = new Set(
  `COLUMNS LANG LANGUAGE LC_ADDRESS LC_ALL LC_COLLATE LC_CTYPE LC_IDENTIFICATION LC_MEASUREMENT LC_MESSAGES LC_MONETARY
   LC_NAME LC_NUMERIC LC_PAPER LC_TELEPHONE LC_TIME LINES TERM TZ PYTHONUNBUFFERED PYTHONIOENCODING PYTHONUTF8
   PYTHONDONTWRITEBYTECODE PYTHONHASHSEED PYTHONFAULTHANDLER PYTHONDEVMODE PYTHON_COLORS NODE_ENV NODE_DISABLE_COLORS
   NODE_NO_WARNINGS GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_TERMINAL_PROMPT`.split(
    /\s+/,
  ),
);

const OWNER_OF: ReadonlyMap<string, string> = new Map([
  ["BASH", "the shell"],
  ["BASHOPTS", "the shell"],
  ...OWNERS.flatMap(([owner, names]) => names.split(/\s+/).map((name) => [name, owner] as const)),
]);

/** Whether programs read this variable by themselves, and a person may set it by an input of its name. */
export function isSettableVariable(name: string): boolean {
  return SETTABLE.has(name);
}

/** A sentence that says why `name` must not be the name of an input; null if it may be. */
export function reservedInputName(name: string): string | null {
  if (isSettableVariable(name)) return null;
  const prefixed = PREFIXES.find(([prefix]) => name.startsWith(prefix));
  const owner = OWNER_OF.get(name) ?? prefixed?.[1];
  if (owner === undefined) return null;
  const whose =
    OWNER_OF.has(name) || prefixed === undefined
      ? `The name ${name} belongs`
      : `Names that begin with ${prefixed[0]} belong`;
  return `${whose} to ${owner}: scripts see each input as an environment variable of its name, and this one would change how they run. Choose another name, for example ${suggestion(name)}.`;
}

function suggestion(name: string): string {
  const lower = `my_${name.toLowerCase().replace(/^_+|_+$/g, "")}`;
  return lower === "my_" ? "my_value" : lower;
}
