/** Who may import whom. ARCHITECTURE.md says why; this is what the gate holds. */
export type ImportRule = {
  /** The path of the rule's files begins with this. */
  readonly path: string;
  /** Rooms whose code it may import. Its own is understood. */
  readonly mayImport: readonly string[];
  /** Rooms of which it may import types only. */
  readonly mayImportTypes?: readonly string[];
  /** Packages it may import, by name; absent: all that no other rule forbids. */
  readonly packages?: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly usesNode: boolean;
};

const SQL_PACKAGES = ["drizzle-orm", "mysql2"];

export const IMPORT_RULES: readonly ImportRule[] = [
  {
    path: "server/engine/",
    mayImport: [],
    packages: ["zod", "yaml", "@noble/hashes", "@marcbachmann/cel-js"],
    usesNode: false,
  },
  { path: "server/contract/", mayImport: ["server/engine/"], packages: ["zod"], usesNode: false },
  {
    path: "server/repos/",
    mayImport: ["server/engine/", "server/contract/", "server/platform/", "drizzle/"],
    packages: SQL_PACKAGES,
    usesNode: true,
  },
  {
    path: "server/services/",
    mayImport: ["server/engine/", "server/contract/", "server/repos/", "server/platform/"],
    packages: ["zod"],
    usesNode: true,
  },
  {
    path: "server/trpc/",
    mayImport: ["server/services/", "server/contract/", "server/platform/"],
    mayImportTypes: ["server/engine/"],
    packages: ["@trpc/server", "superjson", "zod"],
    usesNode: true,
  },
  {
    path: "server/kinds/",
    mayImport: ["server/engine/", "server/contract/", "server/platform/"],
    usesNode: true,
  },
  {
    path: "server/runner/",
    mayImport: ["server/services/", "server/engine/", "server/platform/", "server/kinds/"],
    mayImportTypes: ["server/contract/"],
    packages: [],
    usesNode: true,
  },
  {
    path: "server/cli/",
    mayImport: ["server/contract/", "server/platform/"],
    mayImportTypes: ["server/trpc/", "server/engine/"],
    packages: ["commander", "@trpc/client", "superjson", "eventsource", "yaml", "zod"],
    usesNode: true,
  },
  { path: "server/platform/", mayImport: ["drizzle/"], usesNode: true },
  { path: "server/supervisor/", mayImport: ["server/platform/", "server/tooling/"], usesNode: true },
  {
    path: "server/tooling/",
    mayImport: ["server/platform/", "server/supervisor/", "server/engine/", "drizzle/"],
    usesNode: true,
  },
  {
    path: "server/bench/",
    mayImport: ["server/platform/", "server/services/", "server/tooling/"],
    mayImportTypes: ["server/contract/"],
    usesNode: true,
  },
  {
    path: "server/simulation/",
    mayImport: ["server/engine/", "server/services/", "server/testing/", "server/tooling/"],
    usesNode: true,
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
  },
  {
    path: "server/testing/",
    mayImport: [
      "server/platform/",
      "server/engine/",
      "server/contract/",
      "server/services/",
      "server/repos/",
      "server/trpc/",
      "drizzle/",
    ],
    usesNode: true,
  },
  {
    path: "components/",
    mayImport: ["server/engine/", "server/contract/"],
    mayImportTypes: ["server/trpc/"],
    usesNode: false,
  },
  {
    path: "app/",
    mayImport: ["components/", "server/trpc/"],
    mayImportTypes: ["server/contract/"],
    usesNode: true,
  },
  {
    path: "drizzle/",
    mayImport: ["server/engine/"],
    packages: ["drizzle-orm", "drizzle-kit"],
    usesNode: true,
  },
];

/** Packages that open the outside world, and the rooms that may: all SQL has one home. */
export const GUARDED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "drizzle-orm": ["server/repos/", "server/platform/", "drizzle/", "server/testing/", "server/tooling/"],
  mysql2: ["server/repos/", "server/platform/", "server/supervisor/", "server/testing/", "server/tooling/"],
  // Executing is the only rule that spawns; the others start the product's own processes.
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

/** Tests may use any rule to set their stage, and the one that is for tests only. The engine's need no stage. */
export const TESTING_AREA = "server/testing/";
export const TEST_FILE: RegExp = /(?:\.test|-for-test)\.tsx?$/;
