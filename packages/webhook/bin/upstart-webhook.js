#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=50
// Little is kept and much is made for a moment: left to itself, V8 lets several times as much pile up as is kept before it
// clears away.
import { launch } from "@upstart/controller/launch";

await launch("upstart-webhook", () => import("../dist/main.js"));
