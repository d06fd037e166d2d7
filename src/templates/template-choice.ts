/** Which template is meant: its own text, or the name of one in the operator's folder. */
export type TemplateChoice = { readonly text: string } | { readonly name: string };
