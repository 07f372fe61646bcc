export declare function assertPackagesAreOwn(packages: string): void;
