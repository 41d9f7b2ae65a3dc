#!/usr/bin/env -S node --max-semi-space-size=4
// What is made and forgotten within a moment would fill up to 100 MB before it is cleared away, and every fork of a
// Helm copies the tables of all that is resident.
import { launch } from "./launch.js";

await launch("upstart-controller", () => import("../dist/main.js"));
