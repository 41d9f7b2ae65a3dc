/** Any object's fields; none of what is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
