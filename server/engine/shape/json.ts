/** A value as it stands in a graph file, in the API and in the database. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
