import type { ScalarTag, Tags } from "yaml";

/**
 * The scalars of YAML as kubectl and Helm read them (sigs.k8s.io/yaml over go-yaml v2): YAML 1.1's booleans, octals
 * with a leading 0, underscores in numbers; no base-60 numbers, and dates stay text.
 */
export function kubernetesTags(failsafe: Tags): Tags {
  return [...failsafe, nullTag, boolTag, intTag, floatTag, binaryTag, "merge"];
}

const nullTag: ScalarTag = {
  identify: (value) => value === null,
  default: true,
  tag: "tag:yaml.org,2002:null",
  test: /^(?:~|null|Null|NULL)?$/,
  resolve: () => null,
};

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;

const boolTag: ScalarTag = {
  identify: (value) => typeof value === "boolean",
  default: true,
  tag: "tag:yaml.org,2002:bool",
  test: /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/,
  resolve: (text) => TRUE.test(text),
};

const intTag: ScalarTag = {
  identify: (value) => typeof value === "number" && Number.isInteger(value),
  default: true,
  tag: "tag:yaml.org,2002:int",
  test: /^[-+]?(?:0b_*[01][01_]*|0o_*[0-7][0-7_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0[0-7_]*|[1-9][0-9_]*)$/,
  resolve: (text) => {
    const [, sign, digits] = /^([-+]?)(.*)$/.exec(text.replaceAll("_", ""))!;
    // Go reads a leading 0 as octal; JavaScript wants it spelled 0o.
    const n = Number(/^0[0-7]+$/.test(digits!) ? `0o${digits}` : digits);
    return sign === "-" ? -n : n;
  },
};

const floatTag: ScalarTag = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^(?:[-+]?(?:\._*[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text) => {
    if (/nan$/i.test(text)) return Number.NaN;
    if (/inf$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
    return Number(text.replaceAll("_", ""));
  },
};

/** Only where it is written: the bytes as text, as JSON has them. */
const binaryTag: ScalarTag = {
  identify: () => false,
  tag: "tag:yaml.org,2002:binary",
  resolve: (text, onError) => {
    try {
      return new TextDecoder().decode(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)));
    } catch {
      onError("!!binary takes base64");
      return "";
    }
  },
};
