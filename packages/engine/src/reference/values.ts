/** Free-form chart values, in which references may stand: JSON. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Values = { readonly [key: string]: Value };
