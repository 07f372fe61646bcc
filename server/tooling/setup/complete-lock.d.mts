export type Locked = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** What a package is for, by its name; null where the name tells no platform. */
export declare function platformOf(name: string): Pick<Locked, "os" | "cpu" | "libc"> | null;

/** The optional packages that the lock's packages pin exactly, and that the lock itself does not have. */
export declare function missingFrom(packages: Readonly<Record<string, Locked>>): Map<string, Locked>;
