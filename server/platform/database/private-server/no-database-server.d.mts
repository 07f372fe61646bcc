export const NO_DATABASE_SERVER: string;
