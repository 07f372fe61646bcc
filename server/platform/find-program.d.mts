export function findProgram(name: string, directories?: readonly string[]): string | null;
export function usualDirectories(): string[];
export function isProgram(file: string): boolean;
