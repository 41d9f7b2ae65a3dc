import type { Situation, State } from "../entry/situation.ts";
import { type NextCommand, nextCommandFor } from "./next-command.ts";

/** What a state is called, and what is to be done in it. */
export interface Words {
  readonly status: number;
  /** When to look again: for the page, and in `Retry-After`. */
  readonly againInSeconds: number;
  readonly tone: "busy" | "calm" | "bad";
  readonly title: string;
  readonly lead: string;
  readonly next?: NextCommand;
}

const UNAVAILABLE = 503;

/** What is said to somebody who has asked for a URL at which nothing can answer. */
export function wordsFor(situation: Situation): Words {
  const next = nextCommandFor(situation);
  return { status: UNAVAILABLE, ...WORDS[situation.state](situation), ...(next === undefined ? {} : { next }) };
}

type Partly = Omit<Words, "status" | "next"> & { readonly status?: number };

const WORDS: Readonly<Record<State, (situation: Situation) => Partly>> = {
  requested: () => busy(3, "Just asked for", "This environment was asked for a moment ago, and is about to be made."),
  queued: ({ position }) => ({
    ...busy(10, "Waiting in line", "All places are taken. It is made as soon as one is free."),
    ...(position === undefined ? {} : { title: position === 1 ? "Next in line" : `Number ${position} in line` }),
  }),
  building: ({ releases }) =>
    busy(3, "On its way", releases.length === 0 ? "Its services are being made." : progressOf(releases)),
  waking: () => busy(2, "Waking up", "What others need comes first. This page goes on by itself."),
  unreachable: ({ message }) => ({
    ...busy(5, "Ready, and not answering", message ?? "All of it is installed, and nobody answers the request yet."),
    tone: "bad",
  }),
  asleep: () => ({
    tone: "calm",
    againInSeconds: 30,
    title: "Asleep",
    lead: "Nobody has used it for a while. Nothing is lost: it is back as it was in a moment.",
  }),
  suspended: () => ({
    tone: "calm",
    againInSeconds: 30,
    title: "Suspended",
    lead: "Somebody has suspended it before it was ready. Nothing is made until that is taken back.",
  }),
  failed: ({ message }) => ({
    tone: "bad",
    againInSeconds: 15,
    title: "It failed",
    lead: message ?? "One of its releases was given up on.",
  }),
  leaving: () => busy(10, "Being taken away", "It was deleted, and what was made for it is going."),
  held: ({ message }) => ({
    ...busy(15, "Cannot be taken away", message ?? "Somebody else holds a part of it."),
    tone: "bad",
  }),
  elsewhere: () => ({
    tone: "calm",
    status: UNAVAILABLE,
    againInSeconds: 30,
    title: "Ready, and reached another way",
    lead: "It says no Service in url.service, so this entry leads to none: an Ingress of its own is to take this host.",
  }),
  serving: () => busy(2, "Ready", "Ask once more."),
  gone: ({ hasExpired, hasMadeRoom, isRevivable, branch }) => ({
    tone: "calm",
    status: 410,
    againInSeconds: 30,
    title:
      hasExpired === true ? "Its time was over" : hasMadeRoom === true ? "It has made room for another" : "Deleted",
    lead: `${branch === undefined ? "It" : `The environment of ${branch}`} is gone. ${
      isRevivable === true
        ? "For seven days it can be brought back as it was, at this address."
        : "Applied again, it is back at this address."
    }`,
  }),
  unknown: () => ({
    tone: "calm",
    status: 404,
    againInSeconds: 10,
    title: "Nothing here by that name",
    lead: "No environment has this address. It may not have been asked for yet, or be long gone.",
  }),
};

function busy(againInSeconds: number, title: string, lead: string): Omit<Words, "status" | "next"> {
  return { tone: "busy", againInSeconds, title, lead };
}

function progressOf(releases: Situation["releases"]): string {
  const ready = releases.filter((r) => r.state === "ready").length;
  return `${ready} of ${releases.length} ${releases.length === 1 ? "release is" : "releases are"} ready.`;
}
