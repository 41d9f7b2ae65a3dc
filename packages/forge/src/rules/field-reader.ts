import { nearest } from "@upstart/engine";
import type { Fields } from "./fields.ts";

/** A mistake in the configuration file, and where. */
export interface RuleFault {
  readonly path: string;
  readonly message: string;
}

/** Reads a map; what is not as it should be is a fault, and what is not told of, too. */
export function readMap<T>(value: unknown, path: string, faults: RuleFault[], of: (fields: Fields) => T): T {
  const reader = new FieldReader(value, path, faults);
  const read = of(reader);
  reader.end();
  return read;
}

class FieldReader implements Fields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #faults: RuleFault[];
  readonly #read = new Set<string>();

  constructor(value: unknown, path: string, faults: RuleFault[]) {
    this.#path = path;
    this.#faults = faults;
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isMap && value !== undefined && value !== null) faults.push({ path, message: "is to be a map" });
    this.#fields = isMap ? (value as Record<string, unknown>) : {};
  }

  text(name: string, otherwise: string | undefined, pattern: RegExp, what: string): string {
    const value = this.#take(name);
    if (value === undefined && otherwise !== undefined) return otherwise;
    if (typeof value === "string" && pattern.test(value)) return value;
    this.#fault(name, value === undefined ? `is missing: give ${what}` : `is not ${what}`);
    return "";
  }

  bool(name: string, otherwise: boolean): boolean {
    const value = this.#take(name) ?? otherwise;
    if (typeof value !== "boolean") this.#fault(name, "is to be true or false");
    return value === true;
  }

  oneOf<T extends string>(name: string, all: readonly T[], otherwise: T): T {
    const value = this.#take(name) ?? otherwise;
    const found = all.find((one) => one === value);
    if (found === undefined) this.#fault(name, `is to be one of ${all.join(", ")}`);
    return found ?? otherwise;
  }

  strings(name: string, otherwise: readonly string[]): readonly string[] {
    const value = this.#take(name);
    if (value === undefined || value === null) return otherwise;
    if (Array.isArray(value) && value.every((v): v is string => typeof v === "string" && v !== "")) return value;
    this.#fault(name, "is to be a list of texts");
    return [];
  }

  texts(name: string): Readonly<Record<string, string>> {
    const entries = Object.entries(new FieldReader(this.#take(name), this.#at(name), this.#faults).#fields);
    for (const [key, value] of entries)
      if (typeof value !== "string") this.#fault(`${name}.${key}`, "is to be a text: quote it");
    return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
  }

  map<T>(name: string, of: (fields: Fields) => T): T {
    return readMap(this.#take(name), this.#at(name), this.#faults, of);
  }

  list<T>(name: string, of: (fields: Fields) => T): readonly T[] {
    const value = this.#take(name) ?? [];
    if (!Array.isArray(value)) this.#fault(name, "is to be a list");
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return items.map((item, i) => readMap(item, `${this.#at(name)}[${i}]`, this.#faults, of));
  }

  mapOrText<T>(name: string, field: string, of: (fields: Fields) => T): T {
    const value = this.#take(name);
    if (typeof value === "object" && value !== null) return this.map(name, of);
    // Its faults are the map's, and are told of where the text is.
    const faults: RuleFault[] = [];
    const read = readMap(value === undefined ? {} : { [field]: value }, this.#at(name), faults, of);
    this.#faults.push(...faults.map(({ message }) => ({ path: this.#at(name), message })));
    return read;
  }

  /** Everything has been read that is known. */
  end(): void {
    for (const name of Object.keys(this.#fields)) {
      if (this.#read.has(name)) continue;
      const near = nearest(name, [...this.#read]);
      this.#fault(name, `is not known${near === undefined ? "" : `; did you mean ${near}?`}`);
    }
  }

  #take(name: string): unknown {
    this.#read.add(name);
    return this.#fields[name];
  }

  #fault(name: string, message: string): void {
    this.#faults.push({ path: this.#at(name), message });
  }

  #at(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }
}
