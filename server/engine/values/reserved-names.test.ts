import { describe, expect, it } from "vitest";
import { reservedInputName } from "./reserved-names.ts";

describe("reservedInputName", () => {
  it.each([
    "PATH",
    "HOME",
    "IFS",
    "LD_PRELOAD",
    "BASH_ENV",
    "BASH",
    "ENV",
    "PS4",
    "SHELLOPTS",
    "UID",
    "RANDOM",
    "SECONDS",
    "PWD",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "NODE_OPTIONS",
    "PERL5LIB",
    "RUBYOPT",
    "SIGNALBOX_OUTPUT",
    "SIGNALBOX",
    "LC_X",
    "TZDIR",
    "NODE_PATH",
    "GIT_SSH_COMMAND",
    "TMPDIR",
    "_",
    "http_proxy",
    "GIT_DIR",
    "OPTIND",
    "REPLY",
    "GCONV_PATH",
    "npm_config_prefix",
  ])("refuses %s and suggests another name", (name) => {
    expect(reservedInputName(name)).toMatch(
      new RegExp(`^(The name ${name} |Names that begin with ).*for example my_[a-z0-9_]+\\.$`),
    );
    const suggested = /for example (\w+)\.$/.exec(reservedInputName(name) ?? "")?.[1] ?? "";
    expect(reservedInputName(suggested)).toBeNull();
  });

  it.each([
    "PYTHONUNBUFFERED",
    "PYTHONIOENCODING",
    "TZ",
    "LANG",
    "LC_ALL",
    "TERM",
    "COLUMNS",
    "NODE_ENV",
    "GIT_AUTHOR_NAME",
  ])("leaves %s to be set, since it changes neither what is loaded nor what is executed", (name) => {
    expect(reservedInputName(name)).toBeNull();
  });

  it.each(["ip", "path", "env", "home", "host", "PORT", "user", "name", "x", "Histogram", "gitref"])(
    "leaves %s free",
    (name) => {
      expect(reservedInputName(name)).toBeNull();
    },
  );
});
