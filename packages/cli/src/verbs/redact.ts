import { type Observation, SENSITIVE } from "@upstart/engine";

/** Takes every secret output that is known out of a text: what pods log and Helm says is nobody's to trust. */
export function redactorOf(observation: Observation): (text: string) => string {
  const secrets = [...observation.values()]
    .flatMap((seen) => seen.outputs)
    .flatMap((output) => (output.sensitive ? Object.values(output.data ?? {}) : []))
    .flatMap((value) => [value, value.trim()])
    .filter((value) => value.length > 2); // shorter ones are everywhere
  const longestFirst = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((clean, secret) => clean.replaceAll(secret, SENSITIVE), text);
}
