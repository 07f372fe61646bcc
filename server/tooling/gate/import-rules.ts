/** Which area of the code may import which. ARCHITECTURE.md says why; the gate fails where a rule is broken. */
export type ImportRule = {
  /** The path of the area's files begins with this. */
  readonly path: string;
  /** Areas whose code it may import, types included. Its own is understood. */
  readonly mayImport: readonly string[];
  /** Areas of which it may import types only. */
  readonly mayImportTypes?: readonly string[];
  /** Packages it may import, by name; absent: all that no other rule forbids. */
  readonly packages?: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly usesNode: boolean;
  /**
   * Its sub-folders, lowest first: a folder imports only from those before it, types included. `.` is the area's own
   * folder. A folder counts to the longest entry that its path begins with.
   */
  readonly layers?: readonly string[];
};

const SQL_PACKAGES = ["drizzle-orm", "mysql2"];

export const IMPORT_RULES: readonly ImportRule[] = [
  {
    path: "server/engine/",
    mayImport: [],
    packages: ["zod", "yaml", "@noble/hashes", "@marcbachmann/cel-js", "unbash", "ipaddr.js"],
    usesNode: false,
    layers: [
      "audit",
      "cost",
      "json",
      "text",
      "time",
      "shape",
      "rights",
      "model",
      "values",
      "expressions/costs",
      "expressions/cel",
      "expressions",
      "placeholders",
      "plan",
      "requests",
      "locks",
      "kinds/kind",
      "kinds/script",
      "kinds/approval",
      "kinds/wait",
      "kinds/graph",
      "kinds/request",
      "kinds",
      "references",
      "policies",
      "graph-file",
      "compare",
      "check/analysis",
      "check/edges",
      "check/texts",
      "check",
      "transition/edges",
      "transition/working-pipeline",
      "transition",
      "explain",
    ],
  },
  { path: "server/contract/", mayImport: ["server/engine/"], packages: ["zod"], usesNode: false },
  {
    path: "server/repos/",
    mayImport: ["server/engine/", "server/contract/", "server/platform/", "drizzle/"],
    packages: SQL_PACKAGES,
    usesNode: true,
    layers: [
      ".",
      "audit",
      "recorded-requests",
      "people",
      "fleet",
      "graphs",
      "tracks",
      "pipelines",
      "rights",
      "approvals",
      "work",
    ],
  },
  {
    path: "server/services/",
    mayImport: ["server/engine/", "server/contract/", "server/repos/", "server/platform/"],
    packages: ["zod", "@node-rs/argon2", "openid-client", "@simplewebauthn/server", "tsx"],
    usesNode: true,
    layers: [
      "audit",
      "pipeline-session",
      "recorded-requests",
      "rights",
      "approvals",
      "people",
      "people/passkeys",
      "people/second-factor",
      "people/provider",
      "people/device",
      "fleet",
      "callbacks",
      "prompts",
      "attempts",
      "graphs/reader",
      "graphs",
      "pipelines",
      "history",
      "logs",
      "watch",
      "background",
      "background/duties",
      "remote-runners",
      "tracks",
    ],
  },
  {
    path: "server/trpc/",
    mayImport: ["server/services/", "server/contract/", "server/engine/", "server/platform/"],
    packages: ["@trpc/server", "@trpc/tanstack-react-query", "@tanstack/react-query", "next", "zod"],
    usesNode: true,
    layers: [".", "routers", "serve", "serve/routes"],
  },
  {
    path: "server/runner/",
    mayImport: ["server/services/", "server/engine/", "server/platform/", "server/contract/"],
    packages: ["ipaddr.js", "nodemailer"],
    usesNode: true,
    layers: [
      "execution",
      "log",
      "script",
      "http",
      "tasks",
      "gateway",
      "journal",
      "lease",
      "attempts",
      "claims",
      ".",
    ],
  },
  {
    path: "server/client/",
    mayImport: ["server/contract/", "server/engine/"],
    mayImportTypes: ["server/trpc/"],
    packages: ["@trpc/client", "@trpc/server"],
    usesNode: false,
  },
  {
    path: "server/cli/",
    mayImport: ["server/client/", "server/contract/", "server/engine/", "server/platform/"],
    mayImportTypes: ["server/trpc/"],
    packages: ["commander", "@trpc/client", "eventsource", "yaml", "zod", "tsx"],
    usesNode: true,
    layers: ["text", "command", "output", "input", "follow", "verbs", "."],
  },
  {
    path: "server/platform/",
    mayImport: ["drizzle/"],
    usesNode: true,
    layers: ["secrets", ".", "addresses", "audit", "wake-ups", "database", "warnings"],
  },
  { path: "server/web/", mayImport: ["server/platform/"], packages: ["next", "ipaddr.js"], usesNode: true },
  {
    path: "server/supervisor/",
    mayImport: ["server/engine/", "server/platform/", "server/tooling/"],
    usesNode: true,
  },
  {
    path: "server/tooling/",
    mayImport: ["server/platform/", "server/engine/", "drizzle/"],
    usesNode: true,
  },
  {
    path: "server/bench/",
    mayImport: [
      "server/engine/",
      "server/platform/",
      "server/runner/",
      "server/services/",
      "server/tooling/",
      "server/trpc/",
    ],
    mayImportTypes: ["server/contract/"],
    usesNode: true,
    layers: ["report", "system", "speed", "fleet", "size", "page", "live", "."],
  },
  {
    path: "server/simulation/",
    mayImport: ["server/engine/", "server/services/", "server/testing/", "server/tooling/"],
    usesNode: true,
    layers: ["random", "time", "store", "scripts", "promises", "world", "."],
  },
  {
    path: "server/faults/",
    mayImport: [
      "server/services/",
      "server/repos/",
      "server/platform/",
      "server/testing/",
      "server/tooling/",
    ],
    mayImportTypes: ["server/contract/"],
    usesNode: true,
    layers: ["harness", "runner", "database", "web", "galera", "proxy", "remote", "."],
  },
  {
    path: "server/testing/",
    mayImport: [
      "server/platform/",
      "server/tooling/",
      "server/engine/",
      "server/contract/",
      "server/services/",
      "server/repos/",
      "server/trpc/",
      "server/client/",
      "drizzle/",
    ],
    usesNode: true,
  },
  {
    path: "components/",
    mayImport: ["server/client/", "server/engine/", "server/contract/"],
    mayImportTypes: ["server/trpc/"],
    usesNode: false,
    layers: [
      "theme",
      "ui",
      "api",
      "shell",
      "draft/edits",
      "draft/text",
      "draft",
      "canvas/layout",
      "draft/saving",
      "account-fields",
      "passkeys",
      "values-form",
      "vertex-form",
      "kinds",
      "canvas",
      "launch",
      "diff",
      "editor",
      "revisions",
      "graphs",
      "pipelines",
      "compare",
      "history",
      "inbox",
      "home",
      "run",
      "runner",
      "settings",
      "sign-in",
    ],
  },
  {
    path: "app/",
    mayImport: ["components/", "server/trpc/", "server/contract/"],
    usesNode: true,
  },
  {
    path: "drizzle/",
    mayImport: ["server/engine/"],
    packages: ["drizzle-orm", "drizzle-kit"],
    usesNode: true,
  },
];

/** Packages that reach the outside world, and the areas that may: all SQL is in one place. */
export const GUARDED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "drizzle-orm": ["server/repos/", "server/platform/", "drizzle/", "server/testing/", "server/tooling/"],
  mysql2: [
    "server/repos/",
    "server/platform/",
    "server/supervisor/",
    "server/testing/",
    "server/faults/",
    "server/tooling/",
  ],
  // The runner is the only area that starts scripts; the others start the product's own processes.
  "node:child_process": [
    "server/runner/",
    "server/platform/",
    "server/supervisor/",
    "server/tooling/",
    "server/testing/",
    "server/bench/",
    "server/faults/",
  ],
};

/** Tests may use any area to set up, and the one that is for tests only. The engine's tests need no set-up. */
export const TESTING_AREA = "server/testing/";
export const TEST_FILE: RegExp = /(?:\.test|-for-test|\.spec)\.tsx?$/;
