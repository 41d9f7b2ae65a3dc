import type { Fields } from "./fields.ts";

/** What JSON Schema says of a map. */
export interface MapSchema {
  readonly type: "object";
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** The schema of a map by what tells of its fields. */
export function schemaOf(of: (fields: Fields) => unknown): MapSchema {
  const writer = new SchemaWriter();
  of(writer);
  return writer.schema();
}

/** Reads nothing: what it gives is only good for going on. */
class SchemaWriter implements Fields {
  readonly #properties: Record<string, object> = {};
  readonly #required: string[] = [];

  schema(): MapSchema {
    const required = this.#required.length === 0 ? {} : { required: this.#required };
    return { type: "object", additionalProperties: false, properties: this.#properties, ...required };
  }

  text(name: string, otherwise: string | undefined, pattern: RegExp, what: string): string {
    if (otherwise === undefined) this.#required.push(name);
    this.#properties[name] = { type: "string", pattern: pattern.source, description: `Is ${what}.` };
    return otherwise ?? "";
  }

  bool(name: string, otherwise: boolean): boolean {
    this.#properties[name] = { type: "boolean" };
    return otherwise;
  }

  oneOf<T extends string>(name: string, all: readonly T[], otherwise: T): T {
    this.#properties[name] = { enum: all };
    return otherwise;
  }

  strings(name: string, otherwise: readonly string[]): readonly string[] {
    this.#properties[name] = { type: "array", items: { type: "string", minLength: 1 } };
    return otherwise;
  }

  texts(name: string): Readonly<Record<string, string>> {
    this.#properties[name] = { type: "object", additionalProperties: { type: "string" } };
    return {};
  }

  map<T>(name: string, of: (fields: Fields) => T): T {
    const writer = new SchemaWriter();
    const read = of(writer);
    this.#properties[name] = writer.schema();
    return read;
  }

  list<T>(name: string, of: (fields: Fields) => T): readonly T[] {
    this.#properties[name] = { type: "array", items: schemaOf(of) };
    return [];
  }

  mapOrText<T>(name: string, field: string, of: (fields: Fields) => T): T {
    const read = this.map(name, of);
    const map = this.#properties[name] as MapSchema;
    this.#properties[name] = { oneOf: [map.properties[field]!, map] };
    this.#required.push(name);
    return read;
  }
}
