import { isMap, type Value, type Values } from "@upstart/engine";

/**
 * Puts a value at a name as `helm --set` writes it: `image.tag`, `hosts[0].name`, `annotations.example\.com/a`.
 * Undefined for a name that cannot be read.
 */
export function setValue(values: Values, name: string, value: Value): Values | undefined {
  const steps = stepsOf(name);
  return steps === undefined ? undefined : (put(values, steps, value) as Values);
}

/** A value as `--set` reads its text: numbers without leading zeros, true, false and null are what they look like. */
export function scalarOf(value: unknown): Value {
  if (typeof value !== "string") return value as Value;
  if (value === "true" || value === "false") return value === "true";
  if (value === "null") return null;
  return /^(?:0|-?[1-9][0-9]*)$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

type Step = string | number;

function stepsOf(name: string): Step[] | undefined {
  const steps: Step[] = [];
  // A key with escaped dots, or an index; each but the first key follows a dot, an index follows at once.
  const pattern = /(?:^|\.)((?:\\.|[^.[\]\\])+)|\[(\d{1,5})\]/gy;
  let end = 0;
  for (let match = pattern.exec(name); match !== null; match = pattern.exec(name)) {
    steps.push(match[2] === undefined ? match[1]!.replace(/\\(.)/g, "$1") : Number(match[2]));
    end = pattern.lastIndex;
  }
  return end === name.length && typeof steps[0] === "string" ? steps : undefined;
}

function put(into: Value | undefined, [step, ...rest]: readonly Step[], value: Value): Value {
  if (step === undefined) return value;
  if (typeof step === "string") {
    const map = isMap(into) ? (into as Values) : {};
    return { ...map, [step]: put(map[step], rest, value) };
  }
  const list = Array.isArray(into) ? ([...into] as Value[]) : [];
  while (list.length < step) list.push(null);
  list[step] = put(list[step], rest, value);
  return list;
}
