export const INSTALL_IS_OFF: string;
export function mayInstall(): boolean;
export function canInstallWithApt(): boolean;
export function installWithApt(packages: readonly string[], reason: string, policy?: string): void;
