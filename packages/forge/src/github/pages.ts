import { LRUCache } from "lru-cache";
import { ForgeError } from "../forge/errors.ts";
import type { Listing } from "../forge/forge.ts";
import type { GitHubApi } from "./api.ts";
import { decodeList } from "./decode.ts";

/** A list that comes in pages. */
export interface Pages<T> {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly doing: string;
  readonly decode: (item: unknown) => T | undefined;
}

interface Page {
  readonly etag: string;
  readonly items: readonly unknown[];
  readonly hasNext: boolean;
  readonly last: number | undefined;
}

export const PAGE_SIZE = 100;
/** 20,000 branches: who has more is told that the list is not complete, and nothing of theirs is deleted. */
const MAX_PAGES = 200;
const MAX_KEPT = 5000;

/** Reads lists page by page. A page that has not changed costs nothing of the hour's questions. */
export class PageReader {
  readonly #api: GitHubApi;
  readonly #kept = new LRUCache<string, Page>({ max: MAX_KEPT });

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  /** All pages. Throws ForgeError where one cannot be had; says so where one is missing without an error. */
  async all<T>(pages: Pages<T>): Promise<Listing<T>> {
    const items: T[] = [];
    let isComplete = true;
    let isUnchanged = true;
    let last = 1;
    let isAnnounced = false;
    for (let number = 1; number <= MAX_PAGES; number++) {
      const { page, isKept } = await this.#read(pages, number);
      const isFull = page.items.length >= PAGE_SIZE;
      items.push(...(page.items as readonly T[]));
      isUnchanged &&= isKept;
      last = page.last ?? last;
      // Pages before the last are full, and one that was announced is not empty: else something has been lost.
      if (page.hasNext ? !isFull : isAnnounced && page.items.length === 0) isComplete = false;
      // After a full page there may be another, though a page that is kept does not know of it.
      if (!page.hasNext && !isFull) return { items, isComplete: isComplete && number >= last, isUnchanged };
      isAnnounced = page.hasNext;
    }
    return { items, isComplete: false, isUnchanged };
  }

  async #read<T>(pages: Pages<T>, number: number): Promise<{ page: Page; isKept: boolean }> {
    const { route, doing, decode } = pages;
    const parameters = { ...pages.parameters, per_page: PAGE_SIZE, page: number };
    const key = JSON.stringify([route, parameters]);
    const kept = this.#kept.get(key);
    const about = number === 1 ? doing : `${doing}, page ${number}`;
    const { status, data, etag, link } = await this.#api.call({
      route,
      parameters,
      doing: about,
      ...(kept === undefined ? {} : { etag: kept.etag }),
    });
    if (status === 304) {
      if (kept === undefined) throw new ForgeError("NotAnApi", `cannot ${about}: unchanged since never`, { status });
      return { page: link === undefined ? kept : { ...kept, ...linksIn(link) }, isKept: true };
    }
    const page = { etag: etag ?? "", items: decodeList(data, about, decode), ...linksIn(link) };
    if (etag === undefined) this.#kept.delete(key);
    else this.#kept.set(key, page);
    return { page, isKept: false };
  }
}

/** What GitHub's Link header says: whether there is another page, and which is the last where it is not this one. */
export function linksIn(link: string | undefined): { readonly hasNext: boolean; readonly last: number | undefined } {
  const pageOf = (rel: string) => {
    const [, url] = new RegExp(`<([^<>]+)>;\\s*rel="${rel}"`).exec(link ?? "") ?? [];
    return url === undefined || !URL.canParse(url) ? undefined : Number(new URL(url).searchParams.get("page"));
  };
  return { hasNext: pageOf("next") !== undefined, last: pageOf("last") };
}
