/** A graph file that comes with the product. */
export type TemplateFile = { readonly name: string; readonly text: string };

/** A template, and the graphs that it runs: they are made and sealed before it. */
export type TemplateView = TemplateFile & { readonly needs: readonly TemplateFile[] };
