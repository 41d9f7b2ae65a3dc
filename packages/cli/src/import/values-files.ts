import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { isMap, loadDocuments, type Values } from "@upstart/engine";
import type { ReadValues } from "./services.ts";

/** Reads the values files that a helmfile names, from a folder on. */
export function valuesReader(folder: string): ReadValues {
  return (file) => {
    if (file.endsWith(".gotmpl")) return { problem: "a template: write the values out" };
    const path = isAbsolute(file) ? file : resolve(folder, file);
    if (!existsSync(path)) return { problem: "there is no such file" };
    const documents = loadDocuments({ name: file, text: readFileSync(path, "utf8") });
    const [document] = documents;
    if (document === undefined) return { values: {} };
    if (documents.length > 1 || !isMap(document.value)) return { problem: "not a file of values" };
    return { values: document.value as Values };
  };
}
