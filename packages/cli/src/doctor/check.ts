/** What came of looking at one thing. */
export interface Check {
  readonly section: string;
  readonly name: string;
  readonly result: "ok" | "warning" | "failed";
  readonly detail: string;
  readonly help?: string;
}

/** What a check finds, before it has a place. */
export type Found = Omit<Check, "section" | "name">;
/** Runs a check and keeps what it finds; whether the next ones make sense. */
export type Add = (section: string, name: string, run: () => Promise<Found>) => Promise<boolean>;
