/** The fields of a map, each told of once: by what tells of them a file is read, and its schema is written. */
export interface Fields {
  /** A text of a form; without `otherwise` it has to be there. `what` says in words what it is. */
  text(name: string, otherwise: string | undefined, pattern: RegExp, what: string): string;
  bool(name: string, otherwise: boolean): boolean;
  oneOf<T extends string>(name: string, all: readonly T[], otherwise: T): T;
  strings(name: string, otherwise: readonly string[]): readonly string[];
  texts(name: string): Readonly<Record<string, string>>;
  map<T>(name: string, of: (fields: Fields) => T): T;
  list<T>(name: string, of: (fields: Fields) => T): readonly T[];
  /** A map, or a text in its place that stands for the map's `field`. It has to be there. */
  mapOrText<T>(name: string, field: string, of: (fields: Fields) => T): T;
}
